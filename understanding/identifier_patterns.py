"""The patterns of what says who somebody is beside names: dates of birth, addresses, numbers and plates."""

from __future__ import annotations

import re

_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH_NAME = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_MONTH = rf"(?:0?[1-9]|1[0-2]|{_MONTH_NAME})"
DATE = rf"{_DAY}(?:st|nd|rd|th)?(?: of)?[ ./\-]{{1,3}}{_MONTH}[ ./\-,'’]{{1,3}}(?:19|20)?\d\d|{_DAY}(?:st|nd|rd|th)?{_MONTH_NAME}(?:19|20)?\d\d"
DATE_BACKWARDS = (
    rf"(?:19|20)\d\d[./\-](?:0[1-9]|1[0-2])[./\-]{_DAY}|{_MONTH_NAME}\.? {_DAY}(?:st|nd|rd|th)?,? (?:19|20)\d\d"
)
"""Dates with the year first, or the month: "1972-10-30", "Oct 30th 1972"."""
_ORDINAL = r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|[a-z]+teenth|twentieth|thirtieth|(?:twenty|thirty)[ -][a-z]+)"
_DATE_IN_WORDS = rf"{_ORDINAL}(?: of)?(?: the)? (?:{_MONTH_NAME}|{_ORDINAL})"
_DAY_OF_YEAR = rf"{_DAY}(?:st|nd|rd|th)?(?: of)?(?: the)?[ ./\-]{_MONTH}(?:st|nd|rd|th)?\b|{_MONTH_NAME} {_DAY}\b"
_YEAR = r"\d{4,8}\b(?<!in \d{4})"
_BIRTH = r"(?:d[./ ]?o[./ ]?b\b\.?|born|birth ?day|b['’]?day|date of birth|birth ?date|b\.d)"

ROADS = r"road|rd|street|avenue|ave|lane|close|drive|crescent|gardens|terrace|grove|mews"
_ROADS_WITH_CAPITAL = (
    r"Way|Court|Place|Hill|Park|Square|Walk|Rise|View|Green|Row|St|Ct|Cl|Dr|Ln|Cres|Gdns|Pl|Sq|Parade|Quay|Wharf|Path|Meadows?"
    r"|Chase|Approach|Alley|Passage|Yard|Croft|Ridge|Mount|Vale|Cottages|Villas|Mansions|Heights|Esplanade|Promenade|Boulevard"
)
_HOUSES = r"house|hse|court|ct|heights|tower|towers|point|lodge|road|rd|street|st|mansions|close|lane|avenue|place|walk|way|halls?|sq"
_DWELLINGS = r"cottage|house|oast|barn|lodge|farm|farmhouse|villa|bungalow|mill|rectory|vicarage|manor|stables|forge|chalet|caravan"
_SMALL = r"(?!(?:a|an|the|in|on|to|from|of|off|at|by|down|up|and|or|with|for|is|was|kids?|children|weeks?|days?|yrs?|months?|years?|bed|miles?|min|mins|hours?|houses?|doors?|her|his|my)\b)"
_LIVING = (
    r"(?:liv(?:es?|ing)|stay(?:s|ing|ed)?|mov(?:ed|ing)|bailed|address(?: is)?|resid(?:es?|ing)|home|flat|house|bungalow|caravan|pitch|plot"
    r"|site|rehoused|placed|lodg(?:es?|ing)|tenant|tenancy|property|corner|opposite|accommodation|rents?|renting)"
)
_ROAD_NAME = rf"(?:(?!high\b|main\b){_SMALL}[a-z'’]{{2,}} ){{1,3}}(?:{ROADS})"
_AFTER_THE = r"broadway|street|oaks|paddocks?|crescent|green|hill|avenue|close|grove|drive|parade|square|terrace|limes|firs|elms|beeches|willows|maltings|orchards?|meadows?|links|leas|mall|row|glebe|spinney|ridgeway|fairway|cedars|laurels|pines|larches|mews"
_TOWN_OR_POSTCODE = r"(?=,? (?:[a-z]{1,2}\d|dover|deal|chatham|gillingham|rochester|strood|rainham|maidstone|ashford|canterbury|folkestone|hythe|margate|ramsgate|broadstairs|gravesend|dartford|swanley|sevenoaks|tonbridge|tunbridge|faversham|whitstable|herne|sittingbourne|sheerness|medway))"

_REG = r"(?:reg(?:istration|\.)?|vrm|(?:number |licen[cs]e )?plates?|index|car|van|vehicle)"
_CASE = r"case|crime|ref|reference|client|police|incident|log|urn|cad|nicl|mosaic|liberi|rio|system one|systmone|athena|storm|cris|tenancy|account|id|hosp|hospital|mrn|court|home office|app|application|patient|pnc|custody|rent|prison|prisoner|crn|cr|care"


def _any_case(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("email", _any_case(r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+")),
    ("email", _any_case(r"\b[\w.+\-]{3,} ?(?:@|\(at\)|\[at\]) ?[\w\-]+(?:\.\w+)*|\b[\w.+\-]{2,} at [\w\-]+ ?(?:\.| dot )(?:com|org|net|co|uk|info|example)\b")),
    ("email", _any_case(r"\b[\w.+\-]{3,} ?(?:\(at\)|\[at\]| at ) ?(?:gmail|hotmail|outlook|yahoo|icloud|live|aol)\b")),
    ("ni_number", _any_case(r"\b(?!bg|gb|nk|kn|tn|nt|zz)(?:[a-ceghj-prtw-z]{2}|qq)[ \-.]?\d{2}[ \-.]?\d{2}[ \-.]?\d{2}[ \-.]?[a-d]\b")),
    ("ni_number", _any_case(r"\b(?:n\.?i\.?(?:no)?|nino|nat(?:ional)?\.? ins(?:urance)?)\.?(?: (?:no|num|number))?\W{0,3}(?:is |starts |ends |ending |in )*[a-z]{0,2} ?\d\d[ \-]?\d\d[ \-]?\d{0,2}[ \-]?[a-d]?\b")),
    ("nhs_number", _any_case(r"\bnhs(?:[ \-]?(?:no|num|number|#|id))?\W{0,3}(?:is |was )?\d[\d \-.]{6,}\d")),
    ("nhs_number", _any_case(r"\b\d{3}[ \-.]?\d{3}[ \-.]?\d{4}\b(?=\W{0,3}(?:is )?(?:her |his |the |their )?\(?nhs\b)")),
    ("date_of_birth", _any_case(rf"\b{_BIRTH}\W{{0,3}}(?:is |was |on |the |= ?)*(?:{DATE}|{DATE_BACKWARDS}|{_DATE_IN_WORDS}|{_DAY_OF_YEAR}|{_YEAR}|in {_MONTH_NAME} (?:19|20)\d\d)")),
    ("date_of_birth", _any_case(r"\bb\.? ?(?:19|20)\d\d\b")),
    ("date_of_birth", _any_case(rf"(?<![\w/])(?:{DATE}|{DATE_BACKWARDS})\W{{0,3}}(?:is (?:her|his) )?(?:{_BIRTH})")),
    ("date_of_birth", _any_case(rf"\b(?:[mf]|b\.?|male|female)\W{{0,2}}(?:{DATE}|{DATE_BACKWARDS})\b")),
    ("address", re.compile(rf"(?<![£$€\d])\b\d{{1,4}}[a-zA-Z]?,? (?:[A-Z][\w'’]+ ){{1,3}}(?:(?i:{ROADS})|{_ROADS_WITH_CAPITAL})\b")),
    ("address", _any_case(rf"\b\d{{1,4}}[a-z]?,? (?:{_SMALL}[a-z'’]{{2,}} ){{1,3}}(?:{ROADS}|st|ln|cres|gdns|sq|hl)\b")),
    ("address", _any_case(rf"^\W*\d{{1,4}} ?[a-z]?,? (?:{_SMALL}[a-z'’]{{3,}} ){{1,2}}(?:{_ROADS_WITH_CAPITAL})\b")),
    ("address", re.compile(r"\b[A-Z][\w'’]+ (?:Cottage|Oast|Barn|Farmhouse|Bungalow|Villa)\b(?! [Hh]ospital)")),
    ("address", re.compile(rf"\b(?i:{_LIVING})\b(?:[ ,]+(?!near\b)[\w'’/]+){{0,4}} (?:in|on|at|to|off|of) (?:[A-Z][\w'’]+ ){{1,2}}(?:Walk|Way|Place|Court|Rise|Mews|Row|Parade|Square|Path|Chase)\b")),
    ("address", _any_case(r"\b[a-z'’]{3,} (?:house|court|tower|heights|point|lodge),? (?:flat|flt|apt|room|unit) \d+")),
    ("address", _any_case(rf"\b\d{{1,4}}[a-z]?,? (?:{_SMALL}[a-z'’]{{3,}} ){{1,2}}(?:{_ROADS_WITH_CAPITAL}){_TOWN_OR_POSTCODE}")),
    ("address", _any_case(rf"\b(?:address|lives|living|staying|at|to|no|number|flat)(?: is| at|:|,)* \d{{1,4}}[a-z]?,? (?:{_SMALL}[a-z'’]{{3,}} ){{1,2}}(?:{_ROADS_WITH_CAPITAL})\b")),
    ("address", _any_case(rf"\b(?:flat|flt|apartment|apt|unit|room|rm|bedsit|studio)\.? ?\d{{1,4}}[a-z]?,? (?:\d{{1,4}}[a-z]? )?(?!on |in |with |and |at |is |of )(?:{_SMALL}[a-z'’]+ ){{1,3}}(?:{_HOUSES})\b")),
    ("address", _any_case(rf"\b(?:no|number|door|house|flat|plot|pitch)(?: no| number)?\.? \d{{1,4}}[a-z]? (?:on|in|of|at|along|off) {_ROAD_NAME}\b")),
    ("address", _any_case(rf"\b{_LIVING}\b(?:[ ,]+(?!near\b)[\w'’/]+){{0,4}} (?:(?:in|on|at|to|off|of) {_ROAD_NAME}|on {_SMALL}[a-z]+ (?:way|hill|rise))\b(?! (?:area|estate|end|school))")),
    ("address", _any_case(rf"\b(?:{_SMALL}[a-z'’]+ ){{1,2}}(?:{_DWELLINGS}),? (?:{_SMALL}[a-z'’]{{2,}} ){{1,2}}(?:{ROADS})\b")),
    ("address", re.compile(rf"\b[Tt]he (?:Old|New) [A-Z]\w+, (?:[A-Z][\w'’]+ ){{1,2}}(?i:{ROADS})\b")),
    ("address", re.compile(r"\b(?:[Aa]ddress|[Ll]ives|[Ll]iving|[Ss]taying|[Mm]oved)(?: is| at|:| to| in)* (?:[Tt]he )?(?:[A-Z][\w'’]+ ){1,2}(?:Cottage|Oast|Barn|Lodge|Farm|Farmhouse|Villa|Bungalow|Rectory|Vicarage|Manor|Heights|Towers?|Mansions)\b")),
    ("address", _any_case(rf"\b\d{{1,4}}[a-z]? the (?:{_AFTER_THE})\b")),
    ("address", _any_case(r"^the (?:old|new) (?:forge|rectory|vicarage|bakery|school ?house|oast|barn|post office|stables|coach house|mill|farmhouse),? \w+")),
    ("address", _any_case(r"\b(?:caravan|plot|pitch|chalet|lodge|mobile home)(?: no| number)?\.? \d{1,3}[a-z]?,? (?:at|on|in)?,? ?(?:[\w'’]+ ){1,4}(?:park|site|lane|road)\b")),
    ("phone", _any_case(r"\b(?:0|\+44 ?)7[\dx* ]{2,10}(?:\w+ ){0,2}(?:ends?|ending|last)(?: \w+){0,2} \d{2,4}\b")),
    ("phone", _any_case(r"\b(?:mob(?:ile)?|tel|telephone|phone|landline|ring|rings|call|calls|text|texts|number|num|no|cell|whatsapp)\b\W{0,3}(?:\w+ ){0,3}(?:ends?(?: in| with)?|ending(?: in| with)?|last (?:three|four|two|3|4|2)(?: digits| numbers)?(?: are| is)?) ?\d{2,4}\b")),
    ("phone", _any_case(r"\b07\d{3}[ \-]?\d{0,3}[ \-]?[x*.?]{2,6}\d{0,4}")),
    ("case_number", _any_case(rf"\b(?:{_CASE})\W{{0,2}}(?:(?:no|num|number|ref|reference|id|#)\b\W{{0,3}})?(?=[\w/\-]*\d{{3}})(?!(?:19|20)\d\d\b(?![/\-]))[a-z]{{0,4}}[\w/\-]{{4,}}")),
    ("case_number", _any_case(rf"\b(?:{_CASE}|file|urn)\W{{0,2}}(?:no|num|number|ref|reference|id|#)\b\W{{0,3}}(?=[\w/\-]*\d)[\w/\-]+")),
    ("case_number", _any_case(r"\b(?:(?:no|num)[.:]|number|ref|reference)[:# ]{1,3}(?!0|116)(?=[\w/\-]*\d[\w/\-]*\d[\w/\-]*\d)[a-z]{0,4}[\w/\-]{5,}\b|\bref(?:erence)?[: ]{1,2}\d+/[a-z]+/\d+")),
    ("case_number", re.compile(r"\b\d{2}/\d{4,6}/\d{2}\b|\b[A-Z]{1,5}[/\-]?\d{5,}[A-Z]?\b|\b\d{7,}\b|\b[A-Z]{2,5}[/\-]\d{2,4}[/\-]\d{3,}\b|\b\d{4}-\d{4}-\d{4}(?:-\d{4})?\b|\b\d{2}[A-Z]{2}\d{6,}\b|\b[A-Z]{2}\d{2}[A-Z]\d{5}\b")),
    ("vehicle", _any_case(r"\b[a-z]{2}[0-9]{2} ?[a-z]{3}\b(?<!\d(?:mum|dad|her|his|and|the|who|for|has|was|why|can|how|day|may))")),
    ("vehicle", re.compile(r"\b[A-Z]{2} \d{2} ?[A-Z]{3}\b(?<!AND)(?<!THE)(?<!HER)(?<!HIS)|\b[A-HJ-NPRTV-Y]\d{3} ?[A-Z]{3}\b|\b[A-Z]{3} ?\d{3}[A-HJ-NPR-Y]\b|\b\d{2,3}-[A-Z]{1,2}-\d{1,6}\b")),
    ("vehicle", _any_case(rf"\b{_REG}\b\W{{0,3}}(?:(?:no|number|is|was|ends?|ending|starts?|starting|begins|beginning|with|in|has|first|last|part|half|partial|plate|reg|of)\b\W{{0,2}})*(?=[a-z]{{0,3}}[ \-]?\d|\d)(?=[\w \-]{{0,8}}[a-z]{{2}})[a-z0-9]{{2,4}}(?:[ \-]?[a-z0-9]*\d[a-z0-9]*|[ \-]?[a-z]{{2,3}})\b")),
    ("vehicle", re.compile(r"\b(?i:reg(?:istration)?|vrm|plates?)\b\W{0,3}(?:\w+ ){0,2}(?i:ends?|ending|starts?|starting|begins|beginning|first|last|part|partial)\W(?:(?i:in|with|is|letters|bit)\W)*[A-Z0-9]{2,4}\b")),
)  # fmt: skip
