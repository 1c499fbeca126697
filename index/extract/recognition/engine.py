"""The recognition models (PP-OCRv6 small, in the wheel of rapidocr) behind three functions.

Everything is read from the wheel: with a model path that is given and there, rapidocr never looks
for one on a network. One engine a process, opened at first use.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import rapidocr
from numpy.typing import NDArray

from index.extract.recognition.model import Image, Quads, ReadLine

_MODELS = {
    "Det.model_path": "PP-OCRv6_det_small.onnx",
    "Rec.model_path": "PP-OCRv6_rec_small.onnx",
    "Cls.model_path": "ch_ppocr_mobile_v2.0_cls_mobile.onnx",
}
#: The detector scales images down to this side; what it is given is scaled already.
_NO_LIMIT = 100_000
#: Below this score of a box nothing is printed there.
_BOX_SCORE = 0.5
_UPSIDE_DOWN = "180"


@lru_cache(maxsize=1)
def _opened() -> Any:  # noqa: ANN401 - rapidocr's types promise less than it returns
    folder = Path(rapidocr.__file__).parent / "models"
    cv2.setNumThreads(1)
    settings: dict[str, Any] = {key: str(folder / name) for key, name in _MODELS.items()}
    settings |= {
        # The build runs one worker a core.
        "EngineConfig.onnxruntime.intra_op_num_threads": 1,
        "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        "Global.log_level": "critical",
        "Global.use_preprocess_img": False,
        "Global.return_word_box": True,
        "Det.limit_type": "max",
        "Det.limit_side_len": _NO_LIMIT,
        "Det.box_thresh": _BOX_SCORE,
    }
    return rapidocr.RapidOCR(params=settings)


def detect(image: Image) -> Quads:
    """Return the corners of the printed lines of an image."""
    found = _opened()(image[:, :, ::-1], use_det=True, use_cls=False, use_rec=False)
    if found.boxes is None:
        return np.empty((0, 4, 2), np.float32)
    quads: Quads = np.asarray(found.boxes, np.float32)
    return quads


def read(line: Image) -> ReadLine:
    """Return the text of the image of one line."""
    found = _opened()(_contiguous(line), use_det=False, use_cls=False, use_rec=True)
    words = found.word_results[0]
    columns = [column for word in words.word_cols for column in word]
    return ReadLine(str(found.txts[0]), float(found.scores[0]), tuple(columns), words.line_txt_len)


def is_upside_down(line: Image) -> bool:
    """Whether the image of one line stands on its head, as the direction model sees it."""
    found = _opened()(_contiguous(line), use_det=False, use_cls=True, use_rec=False)
    return bool(found.cls_res[0][0] == _UPSIDE_DOWN)


def _contiguous(line: Image) -> NDArray[np.uint8]:
    """Return a line in the order of colours that the models learned (BGR)."""
    return np.ascontiguousarray(line[:, :, ::-1])
