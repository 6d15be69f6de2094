//! A mediator's card on paper: one QR code that holds the whole credential, as a picture (PNG) and as a page (PDF).
//!
//! Nothing counts on it but the code. The words beside it are for the eye, and no font is embedded for them: what is ASCII is set in Helvetica,
//! which every reader of PDF has, and Chinese in a font that the format predefines (`STSong-Light`), which the reader takes from its system. The
//! picture has no words, so that it needs no font at all.

use comity_domain::limits::CARD_CODE_MAX_BYTES;
use pdf_writer::types::{CidFontType, FontFlags, SystemInfo};
use pdf_writer::{Content, Finish as _, Name, Pdf, Rect, Ref, Str, TextStr};
use qrcode::{Color, EcLevel, QrCode};

/// What stands around a code so that it is found: light modules, by its standard.
const QUIET_MODULES: usize = 4;
/// The side of a module of the picture.
const MODULE_PIXELS: usize = 6;
/// A6, in points.
const PAGE_POINTS: [f32; 2] = [298.0, 420.0];
/// What is drawn on it is measured in hundredths of a point: whole numbers.
const HUNDREDTH: [f32; 6] = [0.01, 0.0, 0.0, 0.01, 0.0, 0.0];
/// Where the code begins, from the left and from below; at the most so long is its side, with what stands around it: nine centimetres.
const LEFT: usize = 1_900;
const TOP: usize = 40_100;
const SIDE: usize = 26_000;
const LINE: usize = 1_400;
const LETTERS: usize = 1_000;

const LATIN: Name<'static> = Name(b"Latin");
const CHINESE: Name<'static> = Name(b"Chinese");

/// A code that holds a card.
pub(crate) struct CardCode {
    side: usize,
    dark: Vec<bool>,
}

impl CardCode {
    /// The code of this card; of two grades of error correction the better one that it fits in. `None` if no code can hold it.
    pub(crate) fn of(card: &str) -> Option<Self> {
        if card.len() > CARD_CODE_MAX_BYTES {
            return None;
        }
        let code = [EcLevel::M, EcLevel::L]
            .into_iter()
            .find_map(|grade| QrCode::with_error_correction_level(card, grade).ok())?;
        let dark = code.to_colors().into_iter().map(|module| module == Color::Dark).collect();
        Some(Self { side: code.width(), dark })
    }

    /// The picture: a bit for each pixel.
    pub(crate) fn png(&self) -> Result<Vec<u8>, png::EncodingError> {
        let modules = self.side + 2 * QUIET_MODULES;
        let pixels = modules * MODULE_PIXELS;
        let mut rows = Vec::new();
        for row in 0..modules {
            let light = |pixel: usize| !self.is_dark(pixel / MODULE_PIXELS, row);
            let byte = |at: usize| (0..8).fold(0_u8, |byte, bit| byte << 1 | u8::from(light(at * 8 + bit)));
            let line: Vec<u8> = (0..pixels.div_ceil(8)).map(byte).collect();
            (0..MODULE_PIXELS).for_each(|_| rows.extend_from_slice(&line));
        }
        let side = u32::try_from(pixels).unwrap_or(u32::MAX);
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, side, side);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(png::BitDepth::One);
        encoder.write_header()?.write_image_data(&rows)?;
        Ok(file)
    }

    /// The page: the code in vectors, and these lines under it.
    pub(crate) fn pdf(&self, title: &str, lines: &[String]) -> Vec<u8> {
        let mut ids = 1..;
        let mut next = || Ref::new(ids.next().unwrap_or(i32::MAX));
        let (catalog, tree, page, content, latin, chinese, cid, descriptor, about) =
            (next(), next(), next(), next(), next(), next(), next(), next(), next());
        let [width, height] = PAGE_POINTS;
        let mut pdf = Pdf::new();
        pdf.catalog(catalog).pages(tree);
        pdf.document_info(about).title(TextStr(title));
        pdf.pages(tree).kids([page]).count(1);
        let mut sheet = pdf.page(page);
        sheet.media_box(Rect::new(0.0, 0.0, width, height)).parent(tree).contents(content);
        sheet.resources().fonts().pair(LATIN, latin).pair(CHINESE, chinese);
        sheet.finish();
        pdf.type1_font(latin).base_font(Name(b"Helvetica"));
        pdf.type0_font(chinese)
            .base_font(Name(b"STSong-Light"))
            .encoding_predefined(Name(b"UniGB-UTF16-H"))
            .descendant_font(cid);
        let system_info = SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"GB1"), supplement: 4 };
        pdf.cid_font(cid)
            .subtype(CidFontType::Type0)
            .base_font(Name(b"STSong-Light"))
            .system_info(system_info)
            .font_descriptor(descriptor);
        pdf.font_descriptor(descriptor)
            .name(Name(b"STSong-Light"))
            .flags(FontFlags::SERIF | FontFlags::SYMBOLIC)
            .bbox(Rect::new(-25.0, -254.0, 1000.0, 880.0))
            .italic_angle(0.0)
            .ascent(880.0)
            .descent(-120.0)
            .cap_height(880.0)
            .stem_v(93.0);
        pdf.stream(content, &self.drawn(lines));
        pdf.finish()
    }

    /// What stands on the page.
    fn drawn(&self, lines: &[String]) -> Vec<u8> {
        let module = SIDE / (self.side + 2 * QUIET_MODULES);
        let mut content = Content::new();
        content.transform(HUNDREDTH);
        for row in QUIET_MODULES..self.side + QUIET_MODULES {
            for column in (QUIET_MODULES..self.side + QUIET_MODULES).filter(|column| self.is_dark(*column, row)) {
                let (x, y) = (LEFT + module * column, TOP - module * (row + 1));
                content.rect(hundredths(x), hundredths(y), hundredths(module), hundredths(module));
            }
        }
        content.fill_nonzero();
        for (number, line) in (1..).zip(lines) {
            let baseline = (TOP - SIDE).saturating_sub(number * LINE);
            content.begin_text();
            if line.is_ascii() {
                content.set_font(LATIN, hundredths(LETTERS)).next_line(hundredths(LEFT), hundredths(baseline));
                content.show(Str(line.as_bytes()));
            } else {
                let text: Vec<u8> = line.encode_utf16().flat_map(u16::to_be_bytes).collect();
                content.set_font(CHINESE, hundredths(LETTERS)).next_line(hundredths(LEFT), hundredths(baseline));
                content.show(Str(&text));
            }
            content.end_text();
        }
        content.finish().to_vec()
    }

    /// The module there, what stands around the code counted.
    fn is_dark(&self, column: usize, row: usize) -> bool {
        let within = |place: usize| place.checked_sub(QUIET_MODULES).filter(|place| *place < self.side);
        let place = within(column).zip(within(row)).map(|(column, row)| row * self.side + column);
        place.and_then(|place| self.dark.get(place)).is_some_and(|dark| *dark)
    }
}

/// A measure on the page, as the format writes numbers.
fn hundredths(measure: usize) -> f32 {
    f32::from(u16::try_from(measure).unwrap_or(u16::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Text of a card's characters, as long as wanted.
    fn card(length: usize) -> String {
        "eyJhbGciOiJFUzI1NiIs.Zx-9_~".chars().cycle().take(length).collect()
    }

    #[test]
    fn a_code_holds_a_card_up_to_its_limit_and_no_larger_one() {
        for length in [1_487, CARD_CODE_MAX_BYTES] {
            assert!(CardCode::of(&card(length)).is_some(), "{length}");
        }
        assert!(CardCode::of(&card(CARD_CODE_MAX_BYTES + 1)).is_none());
    }

    #[test]
    fn the_picture_has_light_around_the_code_and_its_first_finder_dark() {
        let code = CardCode::of(&card(1_487)).unwrap();
        let file = code.png().unwrap();
        let mut reader = png::Decoder::new(std::io::Cursor::new(&file)).read_info().unwrap();
        let mut rows = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut rows).unwrap();
        let bit = |x: usize, y: usize| rows[y * info.line_size + x / 8] >> (7 - x % 8) & 1;
        let (quiet, pixel) = (QUIET_MODULES * MODULE_PIXELS, MODULE_PIXELS);
        assert_eq!((bit(0, 0), bit(quiet - 1, quiet - 1)), (1, 1));
        assert_eq!((bit(quiet, quiet), bit(quiet + 6 * pixel, quiet), bit(quiet + 7 * pixel, quiet)), (0, 0, 1));
    }

    #[test]
    fn the_page_names_its_fonts_and_embeds_none() {
        let code = CardCode::of(&card(1_487)).unwrap();
        let file = code.pdf("card", &["urn:comity:mediator:hk:2026-0049".into(), "陳大文".into()]);
        let text = String::from_utf8_lossy(&file);
        assert!(text.starts_with("%PDF-1.") && text.contains("/Helvetica") && text.contains("/UniGB-UTF16-H"));
        assert!(!text.contains("/FontFile"), "a font is embedded");
    }
}
