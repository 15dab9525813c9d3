//! Where pictures are drawn: on SVG, or on pixels.

use std::sync::OnceLock;

use plotters::{
    coord::Shift,
    prelude::*,
    style::{FontStyle, register_font},
};

use super::PlotError;

/// Pixels are drawn this much denser than the units of a picture.
const PIXELS_PER_UNIT: u32 = 2;

/// One colour a dimension, told apart by people with colour blindness too (Okabe and Ito, 2008).
const COLOURS: [RGBColor; 6] = [
    RGBColor(0x00, 0x72, 0xb2),
    RGBColor(0xd5, 0x5e, 0x00),
    RGBColor(0x00, 0x9e, 0x73),
    RGBColor(0xcc, 0x79, 0xa7),
    RGBColor(0xe6, 0x9f, 0x00),
    RGBColor(0x56, 0xb4, 0xe9),
];
pub(super) const GREY: RGBColor = RGBColor(0x55, 0x55, 0x55);
pub(super) const PALE: RGBColor = RGBColor(0xe4, 0xe4, 0xe4);

pub(super) fn colour(dimension: usize) -> RGBColor {
    COLOURS[dimension % COLOURS.len()]
}

/// What can be drawn at any size: all lengths are multiplied by `scale`.
pub(super) trait Picture {
    /// Width and height in units.
    fn size(&self) -> (u32, u32);

    fn draw<B: DrawingBackend>(&self, area: &DrawingArea<B, Shift>, scale: u32) -> Result<(), PlotError>
    where
        B::ErrorType: 'static;
}

pub(super) fn svg(picture: &impl Picture) -> Result<String, PlotError> {
    register_fonts();
    let mut text = String::new();
    let area = SVGBackend::with_string(&mut text, picture.size()).into_drawing_area();
    finish(picture, &area, 1)?;
    drop(area);
    Ok(text)
}

pub(super) fn png(picture: &impl Picture) -> Result<Vec<u8>, PlotError> {
    register_fonts();
    let (width, height) = picture.size();
    let size = (width * PIXELS_PER_UNIT, height * PIXELS_PER_UNIT);
    let mut pixels = vec![0; 3 * size.0 as usize * size.1 as usize];
    let area = BitMapBackend::with_buffer(&mut pixels, size).into_drawing_area();
    finish(picture, &area, PIXELS_PER_UNIT)?;
    drop(area);
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, size.0, size.1);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header().map_err(|error| PlotError(error.to_string()))?;
    writer.write_image_data(&pixels).map_err(|error| PlotError(error.to_string()))?;
    writer.finish().map_err(|error| PlotError(error.to_string()))?;
    Ok(bytes)
}

fn finish<B: DrawingBackend>(
    picture: &impl Picture,
    area: &DrawingArea<B, Shift>,
    scale: u32,
) -> Result<(), PlotError>
where
    B::ErrorType: 'static,
{
    area.fill(&WHITE)?;
    picture.draw(area, scale)?;
    Ok(area.present()?)
}

/// Letters come with the program, so that a picture is the same on every machine.
fn register_fonts() {
    static REGISTERED: OnceLock<()> = OnceLock::new();
    REGISTERED.get_or_init(|| {
        // A font that cannot be read leaves a picture without letters; the bytes are part of the build.
        let _ = register_font("sans-serif", FontStyle::Normal, dejavu::sans::regular());
        let _ = register_font("sans-serif", FontStyle::Bold, dejavu::sans::bold());
    });
}
