//! NumPy's `.npy`, versions 1 to 3: floats and integers, either byte order, row- or column-major.
//!
//! Source: the format's description in NumPy's reference, `numpy.lib.format`. Ready-made readers bring a parser of
//! Python literals that compiles C; the header of an array of numbers needs only the three fields below.

use std::io::{self, Write};

use super::{Array, Matrix, MatrixError};

const MAGIC: &[u8] = b"\x93NUMPY";
/// Headers are aligned to this, so that the data can be mapped.
const ALIGNMENT: usize = 64;

/// What the header says.
#[derive(Debug, PartialEq, Eq)]
struct Header<'a> {
    descr: &'a str,
    fortran_order: bool,
    shape: Vec<usize>,
}

pub(super) fn has_magic(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

/// Reads a two-dimensional array of numbers.
pub(super) fn parse(bytes: &[u8]) -> Result<Matrix, MatrixError> {
    let Array { shape, values } = parse_array(bytes)?;
    let &[rows, columns] = shape.as_slice() else {
        return Err(MatrixError::NotTwoDimensional { dimensions: shape.len() });
    };
    Ok(Matrix { rows, columns, values })
}

/// Reads an array of numbers of any number of axes.
pub(super) fn parse_array(bytes: &[u8]) -> Result<Array, MatrixError> {
    let (header, data) = split(bytes)?;
    let Header { descr, fortran_order, shape } = parse_header(header)?;
    let number = Number::of(descr)
        .ok_or_else(|| broken(format!("numbers of type `{descr}`; floats and integers are read")))?;
    // A header may claim any shape: the numbers must be there.
    let claimed = shape.iter().try_fold(number.bytes, |bytes, &side| bytes.checked_mul(side));
    if claimed != Some(data.len()) {
        return Err(broken(format!("it claims the shape {shape:?} in {} bytes", data.len())));
    }
    if data.is_empty() {
        return Err(MatrixError::Empty);
    }
    let values: Vec<f64> = data.chunks_exact(number.bytes).map(|bytes| (number.read)(bytes)).collect();
    let values = if fortran_order { to_row_major(&values, &shape) } else { values };
    Ok(Array { shape, values })
}

/// How a number lies in the file.
struct Number {
    bytes: usize,
    read: fn(&[u8]) -> f64,
}

impl Number {
    fn of(descr: &str) -> Option<Self> {
        /// The arms of both byte orders. Whole numbers beyond 2^53 are rounded, as NumPy rounds them.
        macro_rules! numbers {
            ($($little:literal $big:literal $number:ty),*) => {
                match descr {
                    $($little => Some(Number {
                        bytes: size_of::<$number>(),
                        read: |bytes| bytes.try_into().map_or(f64::NAN, |b| <$number>::from_le_bytes(b) as f64),
                    }),
                    $big => Some(Number {
                        bytes: size_of::<$number>(),
                        read: |bytes| bytes.try_into().map_or(f64::NAN, |b| <$number>::from_be_bytes(b) as f64),
                    }),)*
                    _ => None,
                }
            };
        }
        #[allow(clippy::cast_precision_loss, clippy::cast_lossless, reason = "all kinds of numbers alike")]
        let number = numbers!(
            "<f8" ">f8" f64, "<f4" ">f4" f32, "<i8" ">i8" i64, "<u8" ">u8" u64, "<i4" ">i4" i32, "<u4" ">u4" u32,
            "<i2" ">i2" i16, "<u2" ">u2" u16, "|i1" "=i1" i8, "|u1" "=u1" u8, "|b1" "=b1" u8
        );
        number
    }
}

fn broken(reason: impl Into<String>) -> MatrixError {
    MatrixError::Npy { reason: reason.into() }
}

/// Header text and data.
fn split(bytes: &[u8]) -> Result<(&str, &[u8]), MatrixError> {
    let short = || broken("it ends inside its header");
    let rest = bytes.strip_prefix(MAGIC).ok_or_else(|| broken("it does not begin as one"))?;
    let (version, rest) = rest.split_at_checked(2).ok_or_else(short)?;
    let (length, rest) = match version[0] {
        1 => {
            let (length, rest) = rest.split_first_chunk::<2>().ok_or_else(short)?;
            (usize::from(u16::from_le_bytes(*length)), rest)
        }
        2 | 3 => {
            let (length, rest) = rest.split_first_chunk::<4>().ok_or_else(short)?;
            (usize::try_from(u32::from_le_bytes(*length)).unwrap_or(usize::MAX), rest)
        }
        other => return Err(broken(format!("format version {other}"))),
    };
    let (header, data) = rest.split_at_checked(length).ok_or_else(short)?;
    let header = std::str::from_utf8(header).map_err(|_| broken("its header is no text"))?;
    Ok((header, data))
}

/// `{'descr': '<f8', 'fortran_order': False, 'shape': (3, 2), }`
fn parse_header(header: &str) -> Result<Header<'_>, MatrixError> {
    let field = |name: &str| {
        let (_, rest) = header.split_once(&format!("'{name}'"))?;
        Some(rest.trim_start().strip_prefix(':')?.trim_start())
    };
    let missing = |name: &str| broken(format!("its header has no readable `{name}`"));
    let descr = field("descr")
        .and_then(|rest| rest.strip_prefix('\'')?.split_once('\''))
        .map(|(descr, _)| descr)
        .ok_or_else(|| missing("descr"))?;
    let order = field("fortran_order").ok_or_else(|| missing("fortran_order"))?;
    let shape = field("shape")
        .and_then(|rest| rest.strip_prefix('(')?.split_once(')'))
        .and_then(|(shape, _)| parse_shape(shape))
        .ok_or_else(|| missing("shape"))?;
    Ok(Header { descr, fortran_order: order.starts_with("True"), shape })
}

fn parse_shape(shape: &str) -> Option<Vec<usize>> {
    shape.split(',').map(str::trim).filter(|side| !side.is_empty()).map(|side| side.parse().ok()).collect()
}

/// The first axis varies fastest in the file, the last one in what comes back.
fn to_row_major(values: &[f64], shape: &[usize]) -> Vec<f64> {
    let mut strides = vec![1; shape.len()];
    for axis in 1..shape.len() {
        strides[axis] = strides[axis - 1] * shape[axis - 1];
    }
    let place = |flat: usize| {
        let (mut rest, mut at) = (flat, 0);
        for (side, stride) in shape.iter().zip(&strides).rev() {
            at += rest % side * stride;
            rest /= side;
        }
        at
    };
    (0..values.len()).map(|flat| values[place(flat)]).collect()
}

/// Writes intervals as an array of shape (k, 2), float64.
#[cfg_attr(not(feature = "cli"), allow(dead_code, reason = "only the command writes arrays"))]
pub(crate) fn write_pairs(pairs: &[(f64, f64)], out: &mut impl Write) -> io::Result<()> {
    let mut header = format!("{{'descr': '<f8', 'fortran_order': False, 'shape': ({}, 2), }}", pairs.len());
    let unpadded = MAGIC.len() + 4 + header.len() + 1;
    header.push_str(&" ".repeat(unpadded.next_multiple_of(ALIGNMENT) - unpadded));
    header.push('\n');
    out.write_all(MAGIC)?;
    out.write_all(&[1, 0])?;
    out.write_all(&u16::try_from(header.len()).map_err(io::Error::other)?.to_le_bytes())?;
    out.write_all(header.as_bytes())?;
    for (birth, death) in pairs {
        out.write_all(&birth.to_le_bytes())?;
        out.write_all(&death.to_le_bytes())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn npy(descr: &str, fortran: &str, shape: &str, data: &[u8]) -> Vec<u8> {
        let header = format!("{{'descr': '{descr}', 'fortran_order': {fortran}, 'shape': {shape}, }}\n");
        let mut bytes = MAGIC.to_vec();
        bytes.extend([1, 0]);
        bytes.extend(u16::try_from(header.len()).expect("short").to_le_bytes());
        bytes.extend(header.as_bytes());
        bytes.extend(data);
        bytes
    }

    #[test]
    fn orders_and_widths_read_alike() {
        let expected = Matrix { rows: 2, columns: 2, values: vec![1.0, 2.0, 3.0, 4.0] };
        let le: Vec<u8> = [1.0_f64, 2.0, 3.0, 4.0].iter().flat_map(|value| value.to_le_bytes()).collect();
        let be: Vec<u8> = [1.0_f32, 3.0, 2.0, 4.0].iter().flat_map(|value| value.to_be_bytes()).collect();
        assert_eq!(parse(&npy("<f8", "False", "(2, 2)", &le)).as_ref(), Ok(&expected));
        assert_eq!(parse(&npy(">f4", "True", "(2, 2)", &be)).as_ref(), Ok(&expected));
    }

    #[test]
    fn headers_that_lie_are_refused() {
        for (shape, data) in
            [("(99999999, 99999999)", vec![0; 16]), ("(2, 2)", vec![0; 31]), ("(2, x)", vec![0; 32])]
        {
            let refused = parse(&npy("<f8", "False", shape, &data));
            assert!(matches!(refused, Err(MatrixError::Npy { .. })), "{shape}: {refused:?}");
        }
        assert_eq!(
            parse(&npy("<f8", "False", "(2,)", &[0; 16])),
            Err(MatrixError::NotTwoDimensional { dimensions: 1 })
        );
        for cut in 0..40 {
            let whole = npy("<f8", "False", "(1, 1)", &[0; 8]);
            assert!(parse(&whole[..cut]).is_err());
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let mut bytes = Vec::new();
        write_pairs(&[(0.5, f64::INFINITY), (1.0, 2.0)], &mut bytes).expect("memory");
        assert_eq!(bytes.len() % 16, 0);
        let matrix = parse(&bytes).expect("valid");
        assert_eq!((matrix.rows, matrix.values), (2, vec![0.5, f64::INFINITY, 1.0, 2.0]));
    }
}
