//! `tda compute`: diagrams of numbers in a file, no broker anywhere.

mod arguments;
mod input;
mod output;
mod progress;

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use tda_core::{
    Alpha, Cech, Construction, Cubical, DelaunayRips, Diagrams, Image, LowerStar, SparseRips, VertexFunction,
    VietorisRips,
};

use self::{
    arguments::{Common, configured},
    input::{Input, InputKind},
};
use super::{Failure, points::read_matrix};

/// Compute persistence diagrams.
#[derive(Debug, Args)]
pub(super) struct Compute {
    #[command(subcommand)]
    filtration: Filtration,
}

#[derive(Debug, Subcommand)]
enum Filtration {
    Alpha(AlphaArguments),
    Cech(CechArguments),
    Cubical(CubicalArguments),
    DelaunayRips(DelaunayRipsArguments),
    LowerStar(LowerStarArguments),
    SparseRips(SparseRipsArguments),
    VietorisRips(RipsArguments),
}

/// Alpha: balls grow around points of the plane or of space; values are radii.
///
/// Example: tda compute alpha points.csv --plot diagram.png
#[derive(Debug, Args)]
struct AlphaArguments {
    /// Points, one a row (.npy, .npz, .csv or text); - reads stdin.
    file: PathBuf,
    /// Give squared radii, as GUDHI does.
    #[arg(long)]
    squared: bool,
    /// Sides of a box whose opposite sides are joined, one a coordinate.
    #[arg(long, value_name = "SIDE", value_delimiter = ',')]
    periodic: Option<Vec<f64>>,
    #[command(flatten)]
    common: Common,
}

/// Delaunay-Rips: the simplices of the Delaunay triangulation enter with their longest edges.
///
/// Example: tda compute delaunay-rips points.csv
#[derive(Debug, Args)]
struct DelaunayRipsArguments {
    /// Points, one a row (.npy, .npz, .csv or text); - reads stdin.
    file: PathBuf,
    #[command(flatten)]
    common: Common,
}

/// Čech: balls grow around points, a simplex enters when its balls meet; values are radii.
///
/// Example: tda compute cech points.csv --max-dimension 1
#[derive(Debug, Args)]
struct CechArguments {
    /// Points, one a row (.npy, .npz, .csv or text); - reads stdin.
    file: PathBuf,
    /// Highest homology dimension.
    #[arg(long, value_name = "D", default_value_t = 1)]
    max_dimension: usize,
    /// Largest radius, inclusive; without it one that holds all points.
    #[arg(long, value_name = "VALUE")]
    max_radius: Option<f64>,
    #[command(flatten)]
    common: Common,
}

/// Cubical: the pixels of an image enter by their values.
///
/// Example: tda compute cubical image.npy --superlevel
#[derive(Debug, Args)]
struct CubicalArguments {
    /// An array of one to four axes (.npy, .npz), or a table (.csv or text); - reads stdin.
    file: PathBuf,
    /// Whether pixels are vertices (V) or top cells (T).
    #[arg(long, value_enum, ignore_case = true, default_value_t = PixelsAre::V)]
    construction: PixelsAre,
    /// Read the image from its largest value down.
    #[arg(long)]
    superlevel: bool,
    /// Axes along which the last pixel is followed by the first, from 0 on.
    #[arg(long, value_name = "AXIS", value_delimiter = ',')]
    periodic: Vec<usize>,
    /// Highest homology dimension; without it all that the image can have.
    #[arg(long, value_name = "D")]
    max_dimension: Option<usize>,
    #[command(flatten)]
    common: Common,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum PixelsAre {
    V,
    T,
}

/// Lower star of a time series: each sample is joined to the next.
///
/// Example: tda compute lower-star series.txt
#[derive(Debug, Args)]
struct LowerStarArguments {
    /// Numbers, in one row or one column (.npy, .npz, .csv or text); - reads stdin.
    file: PathBuf,
    /// Read the series from its largest value down.
    #[arg(long)]
    superlevel: bool,
    #[command(flatten)]
    common: Common,
}

/// Sparse Rips: close to Vietoris-Rips, for many points.
///
/// Example: tda compute sparse-rips points.npy --epsilon 0.3
#[derive(Debug, Args)]
struct SparseRipsArguments {
    #[command(flatten)]
    input: Input,
    /// The error, between 0 and 1: ends are wrong by at most the factor 1 / (1 - EPSILON).
    #[arg(long)]
    epsilon: f64,
    /// Highest homology dimension.
    #[arg(long, value_name = "D", default_value_t = 1)]
    max_dimension: usize,
    /// Largest value, inclusive.
    #[arg(long, value_name = "VALUE")]
    threshold: Option<f64>,
    #[command(flatten)]
    common: Common,
}

/// Vietoris-Rips: a simplex enters with its longest edge; values are distances.
///
/// Example: tda compute vietoris-rips points.npy --max-dimension 2 --threshold 1.5
#[derive(Debug, Args)]
struct RipsArguments {
    #[command(flatten)]
    input: Input,
    /// Highest homology dimension.
    #[arg(long, value_name = "D", default_value_t = 1)]
    max_dimension: usize,
    /// Longest edge, inclusive; without it the enclosing radius, past which nothing changes.
    #[arg(long, value_name = "VALUE")]
    threshold: Option<f64>,
    #[command(flatten)]
    common: Common,
}

impl Compute {
    pub(super) fn run(self) -> Result<(), Failure> {
        match self.filtration {
            Filtration::Alpha(a) => a.common.finish("Alpha", &a.file, &a.compute()?),
            Filtration::DelaunayRips(a) => a.common.finish("Delaunay-Rips", &a.file, &a.compute()?),
            Filtration::Cech(a) => a.common.finish("Čech", &a.file, &a.compute()?),
            Filtration::Cubical(a) => a.common.finish("Cubical", &a.file, &a.compute()?),
            Filtration::LowerStar(a) => a.common.finish("Lower star", &a.file, &a.compute()?),
            Filtration::SparseRips(a) => a.common.finish("Sparse Rips", &a.input.file, &a.compute()?),
            Filtration::VietorisRips(a) => a.common.finish("Vietoris-Rips", &a.input.file, &a.compute()?),
        }
    }
}

impl AlphaArguments {
    fn compute(&self) -> Result<Diagrams, Failure> {
        let alpha = configured!(self.common, Alpha::new().squared(self.squared));
        let alpha = self.periodic.as_ref().map_or(alpha.clone(), |sides| alpha.periodic(sides));
        let cloud = input::cloud(read_matrix(&self.file)?)?;
        self.common.watch(|control| alpha.compute_with(&cloud, control))
    }
}

impl DelaunayRipsArguments {
    fn compute(&self) -> Result<Diagrams, Failure> {
        let rips = configured!(self.common, DelaunayRips::new());
        let cloud = input::cloud(read_matrix(&self.file)?)?;
        self.common.watch(|control| rips.compute_with(&cloud, control))
    }
}

impl CechArguments {
    fn compute(&self) -> Result<Diagrams, Failure> {
        let cech = configured!(self.common, Cech::new().max_dimension(self.max_dimension));
        let cech = self.max_radius.map_or(cech.clone(), |radius| cech.max_radius(radius));
        let cloud = input::cloud(read_matrix(&self.file)?)?;
        self.common.watch(|control| cech.compute_with(&cloud, control))
    }
}

impl CubicalArguments {
    fn compute(&self) -> Result<Diagrams, Failure> {
        let array = super::points::read_array(&self.file)?;
        let axes = array.shape.len();
        if let Some(axis) = self.periodic.iter().find(|&&axis| axis >= axes) {
            return Err(Failure::usage(format!("--periodic {axis}: the image has axes 0 to {}", axes - 1)));
        }
        let periodic: Vec<bool> = (0..axes).map(|axis| self.periodic.contains(&axis)).collect();
        let construction = match self.construction {
            PixelsAre::V => Construction::V,
            PixelsAre::T => Construction::T,
        };
        let cubical =
            Cubical::new().construction(construction).superlevel(self.superlevel).periodic(&periodic);
        let cubical = configured!(self.common, cubical);
        let cubical = self.max_dimension.map_or(cubical.clone(), |max| cubical.max_dimension(max));
        let image = Image::from_vec(array.values, &array.shape)?;
        self.common.watch(|control| cubical.compute_with(&image, control))
    }
}

impl LowerStarArguments {
    fn compute(&self) -> Result<Diagrams, Failure> {
        let array = super::points::read_array(&self.file)?;
        if array.shape.iter().filter(|&&side| side > 1).count() > 1 {
            let message = format!("{}: an array of shape {:?}", self.file.display(), array.shape);
            return Err(Failure::new(tda_events::ErrorKind::InvalidInput, message)
                .advise("a time series has one row or one column"));
        }
        let function = VertexFunction::on_path(&array.values)?;
        let family = configured!(self.common, LowerStar::new().superlevel(self.superlevel).max_dimension(0));
        self.common.watch(|control| family.compute_with(&function, control))
    }
}

impl SparseRipsArguments {
    fn compute(&self) -> Result<Diagrams, Failure> {
        let rips = configured!(self.common, SparseRips::new(self.epsilon).max_dimension(self.max_dimension));
        let rips = self.threshold.map_or(rips.clone(), |threshold| rips.threshold(threshold));
        match self.input.read()? {
            InputKind::Distances(matrix) => self.common.watch(|control| rips.compute_with(&matrix, control)),
            InputKind::Points(cloud) => self.common.watch(|control| rips.compute_with(&cloud, control)),
            InputKind::Sparse(matrix) => self.common.watch(|control| rips.compute_with(&matrix, control)),
        }
    }
}

impl RipsArguments {
    fn compute(&self) -> Result<Diagrams, Failure> {
        let rips = configured!(self.common, VietorisRips::new().max_dimension(self.max_dimension));
        let rips = self.threshold.map_or(rips.clone(), |threshold| rips.threshold(threshold));
        match self.input.read()? {
            InputKind::Distances(matrix) => self.common.watch(|control| rips.compute_with(&matrix, control)),
            InputKind::Points(cloud) => self.common.watch(|control| rips.compute_with(&cloud, control)),
            InputKind::Sparse(matrix) => self.common.watch(|control| rips.compute_with(&matrix, control)),
        }
    }
}
