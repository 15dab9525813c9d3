//! Sums of products of a function of the column and a function of the row.

/// The part of an axis on which a function is not zero, with its values there.
#[derive(Debug, Default)]
pub(super) struct Profile {
    start: usize,
    values: Vec<f64>,
}

impl Profile {
    /// Takes the values of `function` over `count` places, asked for in order, without the zeros at both ends.
    pub(super) fn fill(&mut self, count: usize, mut function: impl FnMut(usize) -> f64) {
        self.values.clear();
        self.start = 0;
        for index in 0..count {
            let value = function(index);
            if value == 0.0 && self.values.is_empty() {
                self.start = index + 1;
            } else {
                self.values.push(value);
            }
        }
        while self.values.last() == Some(&0.0) {
            self.values.pop();
        }
    }
}

/// Adds `weight * row(r) * column(c)` to the number in each row r and column c.
pub(super) fn add_product(image: &mut [f64], columns: usize, weight: f64, row: &Profile, column: &Profile) {
    let width = column.values.len();
    for (index, &height) in row.values.iter().enumerate() {
        let start = (row.start + index) * columns + column.start;
        let factor = weight * height;
        for (sum, value) in image[start..start + width].iter_mut().zip(&column.values) {
            *sum += factor * value;
        }
    }
}
