"""Reads the code of a printed card with `zxing-cpp`; a page is drawn by `pypdfium2` first. Writes what the code holds, and nothing else.

card.py FILE
"""

import sys
from pathlib import Path

import pypdfium2
import zxingcpp
from PIL import Image

# As a printer of 300 dots to the inch would draw it.
SCALE = 300 / 72

path = Path(sys.argv[1])
if path.suffix == ".pdf":
    image = pypdfium2.PdfDocument(path)[0].render(scale=SCALE).to_pil()
else:
    image = Image.open(path)
codes = zxingcpp.read_barcodes(image.convert("L"))
assert len(codes) == 1, f"{len(codes)} codes"
assert codes[0].format == zxingcpp.BarcodeFormat.QRCode, codes[0].format
sys.stdout.write(codes[0].text)
