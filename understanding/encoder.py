"""The small classifier beside the reviewed phrases: one fine-tuned sentence encoder with a score for every label.

Runs the shipped `model/encoder.onnx` on one core with onnxruntime. The score of a text is kept for a moment under a
keyed digest of the text, so that safety and topics share one pass and no words stay in memory.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from understanding.wording import clean

MODEL = Path(__file__).parent / "model"
_WHOLE = 160
_WINDOW = 48
_MOST_WINDOWS = 48
_REMEMBERED = 16
_SENTENCE = re.compile(r"[^.!?\n]+[.!?\n]*")


@dataclass(frozen=True)
class Scores:
    """Logits by label: of the message as a whole, and the highest of any window of it (the same for a short one)."""

    whole: Mapping[str, float]
    highest: Mapping[str, float]

    def to_json(self) -> dict[str, dict[str, float]]:
        """Give the scores as JSON, to hand them on to another process."""
        return {"whole": dict(self.whole), "highest": dict(self.highest)}


class Encoder:
    """A sentence encoder with its labels, loaded from a folder that `training.encoder` wrote."""

    def __init__(self, folder: Path = MODEL) -> None:
        """Load the encoder; raise `ValueError` naming the file that is missing or does not fit."""
        for name in ("encoder.onnx", "tokenizer.json", "about.json"):
            if not (folder / name).is_file():
                raise ValueError(f"{folder / name}: not there; `python -m understanding.training.encoder` writes it")
        self.about: Mapping[str, Any] = json.loads((folder / "about.json").read_text(encoding="utf-8"))
        self.labels: tuple[str, ...] = tuple(self.about["labels"])
        self._tokens = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokens.no_padding()
        self._tokens.no_truncation()
        self._session = onnxruntime.InferenceSession(
            str(folder / "encoder.onnx"), _one_core(), providers=["CPUExecutionProvider"]
        )
        self._key = os.urandom(32)
        self._recent: OrderedDict[bytes, Scores] = OrderedDict()
        self._lock = threading.Lock()

    def score(self, text: str) -> Scores:
        """Give the logits of `text` for every label."""
        with self._lock:
            known = self._recent.get(self._digest(text))
        if known is None:
            known = self._score(clean(text))
            self.remember(text, known)
        return known

    def remember(self, text: str, scores: Scores) -> None:
        """Take `scores` for those of `text`, where another process has worked them out already."""
        with self._lock:
            self._recent[self._digest(text)] = scores
            while len(self._recent) > _REMEMBERED:
                self._recent.popitem(last=False)

    def _digest(self, text: str) -> bytes:
        return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), key=self._key, digest_size=16).digest()

    def _score(self, text: str) -> Scores:
        start, *inner, end = self._tokens.encode(text).ids
        whole = self._run([[start, *inner[: _WHOLE - 2], end]])[0]
        highest = whole
        if len(inner) > _WINDOW:
            rows = [[start, *window, end] for window in self._windows(text)]
            highest = np.maximum(whole, self._run(rows).max(axis=0))
        return Scores(self._named(whole), self._named(highest))

    def _windows(self, text: str) -> list[list[int]]:
        """Cut a long message into runs of whole sentences, each beginning with the last sentence of the one before."""
        windows: list[list[int]] = []
        run: list[list[int]] = []
        for sentence in self._sentences(text):
            if run and sum(map(len, run)) + len(sentence) > _WINDOW:
                windows.append([token for part in run for token in part])
                run = run[-1:] if len(run[-1]) + len(sentence) <= _WINDOW else []
            run.append(sentence)
        windows.append([token for part in run for token in part])
        half = _MOST_WINDOWS // 2
        return windows if len(windows) <= _MOST_WINDOWS else windows[:half] + windows[-half:]

    def _sentences(self, text: str) -> Iterator[list[int]]:
        for sentence in _SENTENCE.findall(text):
            tokens = self._tokens.encode(sentence, add_special_tokens=False).ids
            for at in range(0, len(tokens), _WINDOW):
                yield tokens[at : at + _WINDOW]

    def _named(self, logits: np.ndarray[Any, Any]) -> dict[str, float]:
        return {label: float(value) for label, value in zip(self.labels, logits, strict=True)}

    def _run(self, rows: list[list[int]]) -> np.ndarray[Any, Any]:
        longest = max(map(len, rows))
        ids = np.zeros((len(rows), longest), dtype=np.int64)
        mask = np.zeros_like(ids)
        for number, row in enumerate(rows):
            ids[number, : len(row)] = row
            mask[number, : len(row)] = 1
        logits: np.ndarray[Any, Any] = self._session.run(None, {"ids": ids, "mask": mask})[0]
        return logits


def _one_core() -> onnxruntime.SessionOptions:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return options


@lru_cache(maxsize=1)
def encoder() -> Encoder:
    """Load the shipped encoder, once."""
    return Encoder()
