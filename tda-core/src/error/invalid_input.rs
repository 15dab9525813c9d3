//! What can be wrong with an input or a setting: each kind of fault by its own name.

use crate::engine::choice::EngineChoice;
use crate::input::metric::Metric;

/// What is wrong with an input or a setting. Rows and columns count from zero.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidInput {
    /// The two halves of a distance matrix differ by more than rounding.
    #[error(
        "distance matrix is not symmetric: entry ({row}, {column}) is {value}, entry ({column}, {row}) is {transposed}"
    )]
    Asymmetric {
        /// Row of the first entry.
        row: usize,
        /// Column of the first entry.
        column: usize,
        /// The entry.
        value: f64,
        /// The entry on the other side of the diagonal.
        transposed: f64,
    },
    /// An axis has no sample, or more than are possible.
    #[error("axis has {count} samples, 1 to {limit} are possible")]
    AxisCount {
        /// Samples asked for.
        count: usize,
        /// The most that are possible.
        limit: usize,
    },
    /// An axis has no length, or its ends are not finite; from NaN to NaN when no value was there to find a range.
    #[error("axis from {low} to {high} has no finite positive length; give a range")]
    AxisRange {
        /// The lower end.
        low: f64,
        /// The upper end.
        high: f64,
    },
    /// The width of a kernel is not positive and finite.
    #[error("bandwidth {bandwidth} is not a positive finite number")]
    Bandwidth {
        /// The width as set.
        bandwidth: f64,
    },
    /// Simplices were given without boundaries, or boundaries without simplices.
    #[error("{values} values, but {boundaries} boundaries")]
    BoundaryCount {
        /// Values given.
        values: usize,
        /// Boundaries given.
        boundaries: usize,
    },
    /// A boundary names a simplex that does not come before, or is not of the dimension below.
    #[error(
        "boundary of simplex {simplex} names simplex {facet}, which is not an earlier one of the dimension below"
    )]
    BoundaryFacet {
        /// The simplex with the boundary.
        simplex: usize,
        /// The entry of the boundary.
        facet: usize,
    },
    /// A boundary has the wrong number of facets, or repeats one, or its own boundary is not zero.
    #[error("boundary of simplex {simplex} with {facets} facets is not the boundary of a simplex")]
    BoundaryShape {
        /// The simplex with the boundary.
        simplex: usize,
        /// Entries of the boundary.
        facets: usize,
    },
    /// Circular coordinates are asked for of a cocycle that is not of dimension one.
    #[error("cocycle is of dimension {dimension}, circular coordinates need dimension 1")]
    CocycleDimension {
        /// Its dimension.
        dimension: usize,
    },
    /// A condensed matrix has a length that no number of points gives.
    #[error(
        "condensed distances have length {length}, which is not n * (n - 1) / 2 for any number of points n"
    )]
    CondensedLength {
        /// Numbers given.
        length: usize,
    },
    /// The points of two diagrams are too far apart for an f64 to say how far.
    #[error("points of the diagrams reach from {low} to {high}, too far for f64")]
    DiagramExtent {
        /// The least birth or death.
        low: f64,
        /// The largest birth or death.
        high: f64,
    },
    /// A point of a diagram has a NaN, or an infinite birth.
    #[error(
        "point {index} of diagram {diagram} is ({birth}, {death}), which is no finite or essential point"
    )]
    DiagramPoint {
        /// Position of the diagram among the arguments, from 0.
        diagram: usize,
        /// Position in the diagram.
        index: usize,
        /// Birth as given.
        birth: f64,
        /// Death as given.
        death: f64,
    },
    /// Points that belong together have not the same number of coordinates.
    #[error("points of {dimensions} coordinates beside points of {others}")]
    DimensionsDiffer {
        /// Coordinates of the first points.
        dimensions: usize,
        /// Coordinates of the others.
        others: usize,
    },
    /// Two points are too far apart for an f64 to say how far.
    #[error("distance between points {row} and {other} overflows f64")]
    DistanceOverflow {
        /// One point.
        row: usize,
        /// The other point.
        other: usize,
    },
    /// An edge runs from a vertex to itself.
    #[error("edge {edge} runs from vertex {vertex} to itself")]
    EdgeLoop {
        /// Position of the edge.
        edge: usize,
        /// The vertex.
        vertex: usize,
    },
    /// An edge has no value, or enters before one of its ends.
    #[error(
        "edge {edge} enters at {value}, but vertex {vertex} at {birth}: an edge enters when both ends are there"
    )]
    EdgeValue {
        /// Position of the edge.
        edge: usize,
        /// Its value.
        value: f64,
        /// The end that enters later.
        vertex: usize,
        /// When that end enters.
        birth: f64,
    },
    /// An edge names a vertex that is not there.
    #[error("edge {edge} names vertex {vertex}, there are {vertices} vertices")]
    EdgeVertex {
        /// Position of the edge.
        edge: usize,
        /// The vertex as named.
        vertex: usize,
        /// How many there are.
        vertices: usize,
    },
    /// There are no points.
    #[error("input holds no points")]
    Empty,
    /// An engine was chosen that does not serve what is asked of it.
    #[error("engine {engine} does not serve this: {reason}")]
    Engine {
        /// The engine.
        engine: EngineChoice,
        /// What it lacks.
        reason: &'static str,
    },
    /// The error of an approximation is not between 0 and 1.
    #[error("epsilon {epsilon} is not between 0 and 1")]
    Epsilon {
        /// The number as given.
        epsilon: f64,
    },
    /// The value at which essential classes are to die comes before a birth, or is not finite.
    #[error("essential class {index}, born at {birth}, cannot be capped at {cap}")]
    EssentialCap {
        /// Position in the diagram.
        index: usize,
        /// When it is born.
        birth: f64,
        /// The cap as set.
        cap: f64,
    },
    /// There is an essential class where they are refused.
    #[error("class {index}, born at {birth}, is essential; drop those or cap them")]
    EssentialClass {
        /// Position in the diagram.
        index: usize,
        /// When it is born.
        birth: f64,
    },
    /// A distance to a measure looks at more points than are connected to one.
    #[error(
        "point {point} is connected to {connected} points, itself included, but {neighbours} neighbours are to count"
    )]
    FewNeighbours {
        /// The point.
        point: usize,
        /// Points at a finite distance from it, itself included.
        connected: usize,
        /// How many are to count, the last one perhaps in part.
        neighbours: f64,
    },
    /// The characteristic of a field is no prime, or too large.
    #[error("field {field} is not a prime from 2 to 65521")]
    Field {
        /// The number as given.
        field: u32,
    },
    /// Places on a sphere do not have two coordinates.
    #[error("haversine distances are between latitude and longitude, got {dimensions} coordinates a point")]
    HaversineDimensions {
        /// Coordinates a point.
        dimensions: usize,
    },
    /// An image has no axis, or more than can be computed with.
    #[error("image has {axes} axes, 1 to {axes_max} are possible")]
    ImageAxes {
        /// Axes of the shape.
        axes: usize,
        /// The most that are possible.
        axes_max: usize,
    },
    /// An image has no pixels along an axis.
    #[error("image has no pixels along axis {axis}")]
    ImageEmpty {
        /// The axis.
        axis: usize,
    },
    /// A pixel has an infinite value on the side from which the filtration starts.
    #[error(
        "pixel {index} is {value}: it would enter before every number; only the last to enter may be infinite"
    )]
    ImageInfinite {
        /// The flat row-major index of the pixel.
        index: usize,
        /// Its value.
        value: f64,
    },
    /// The numbers do not fill the shape.
    #[error("image of shape {shape:?} needs {expected} numbers, got {length}")]
    ImageLength {
        /// The shape announced.
        shape: Vec<usize>,
        /// Numbers that it needs; the largest possible number if there are more.
        expected: usize,
        /// Numbers given.
        length: usize,
    },
    /// A pixel is NaN.
    #[error("pixel {index} is NaN")]
    ImageNotANumber {
        /// The flat row-major index of the pixel.
        index: usize,
    },
    /// Periodicity is told for some axes only.
    #[error("image has {axes} axes, but periodic names {given}")]
    ImagePeriodic {
        /// Axes of the image.
        axes: usize,
        /// Axes that periodic names.
        given: usize,
    },
    /// An image has more pixels than can be numbered.
    #[error("image has {corners} corners between and around its pixels, over the limit of {corners_max}")]
    ImageSize {
        /// Corners of the image.
        corners: usize,
        /// The most that can be numbered.
        corners_max: usize,
    },
    /// An entry of a sparse matrix is at a row or a column that is not there.
    #[error("entry {entry} is at row {row}, column {column}, there are {points} points")]
    IndexOutOfRange {
        /// Position of the entry.
        entry: usize,
        /// Its row.
        row: usize,
        /// Its column.
        column: usize,
        /// How many rows and columns there are.
        points: usize,
    },
    /// A coordinate is infinite.
    #[error("coordinate in row {row}, column {column} is infinite")]
    InfiniteCoordinate {
        /// The point.
        row: usize,
        /// The coordinate.
        column: usize,
    },
    /// The norm between points of diagrams is none.
    #[error("internal_p is {p}, a norm needs 1 or more, or infinity")]
    InternalP {
        /// The p as set.
        p: f64,
    },
    /// An interval of a diagram has a NaN, or dies before it is born.
    #[error("interval {index} in dimension {dimension} is [{birth}, {death}), which is no interval")]
    Interval {
        /// Dimension of the diagram.
        dimension: usize,
        /// Position in what was given.
        index: usize,
        /// Birth as given.
        birth: f64,
        /// Death as given.
        death: f64,
    },
    /// So many landmarks cannot be chosen.
    #[error("{count} landmarks from point {first} on cannot be chosen of {points} points")]
    Landmarks {
        /// Landmarks asked for.
        count: usize,
        /// The point to begin with.
        first: usize,
        /// How many there are.
        points: usize,
    },
    /// A latitude is beyond a pole.
    #[error("latitude {value} in row {row} is not between -pi/2 and pi/2 radians")]
    Latitude {
        /// The point.
        row: usize,
        /// Its first coordinate.
        value: f64,
    },
    /// A landscape has no layer, or more than 2^27 numbers.
    #[error("{layers} layers of {samples} samples are none, or more than 2^27 numbers")]
    Layers {
        /// Layers asked for.
        layers: usize,
        /// Samples of each.
        samples: usize,
    },
    /// A field without signs, from which no cocycle can be lifted to integers.
    #[error("cocycles modulo {field} have no lift to integers: compute over an odd prime")]
    LiftField {
        /// The field as given.
        field: u32,
    },
    /// A longitude goes more than once around.
    #[error("longitude {value} in row {row} is not between -2 pi and 2 pi radians")]
    Longitude {
        /// The point.
        row: usize,
        /// Its second coordinate.
        value: f64,
    },
    /// A dense matrix does not have points times points entries.
    #[error("dense distance matrix of {points} points needs {points} x {points} numbers, got {length}")]
    MatrixLength {
        /// Points announced.
        points: usize,
        /// Numbers given.
        length: usize,
    },
    /// A dimension above what any complex in memory can have.
    #[error("max_dimension {max_dimension} is over the limit of {limit}")]
    MaxDimension {
        /// The dimension asked for.
        max_dimension: usize,
        /// The highest that can be asked for.
        limit: usize,
    },
    /// A Minkowski distance of this order is none.
    #[error("minkowski order {order} is not a number from 1 on")]
    MinkowskiOrder {
        /// The order as given.
        order: f64,
    },
    /// Some intervals of a diagram go up and others down.
    #[error("interval {up} goes up and interval {down} down; take them apart")]
    MixedDirections {
        /// Position of the first interval that goes up.
        up: usize,
        /// Position of the first that goes down.
        down: usize,
    },
    /// A distance is below zero.
    #[error("distance in row {row}, column {column} is {value}, below zero")]
    NegativeDistance {
        /// The row.
        row: usize,
        /// The column.
        column: usize,
        /// The distance.
        value: f64,
    },
    /// A distance to a measure looks at no points, or at more than there are.
    #[error("{neighbours} neighbours of {points} points: from above 0 to all are possible")]
    Neighbours {
        /// Neighbours asked for, the point itself included.
        neighbours: f64,
        /// Points given.
        points: usize,
    },
    /// Points without coordinates.
    #[error("points have no coordinates: dimensions is 0")]
    NoDimensions,
    /// A cocycle that is none once it is lifted to integers, or not at this value.
    #[error(
        "cocycle modulo {field} does not add up to zero as integers around triangle {triangle:?}: try a larger prime or a smaller value"
    )]
    NoLift {
        /// The vertices of a triangle.
        triangle: [usize; 3],
        /// The prime.
        field: u32,
    },
    /// A point is away from itself.
    #[error("diagonal entry ({point}, {point}) is {value}, a point is at distance 0 from itself")]
    NonZeroDiagonal {
        /// The point.
        point: usize,
        /// The entry.
        value: f64,
    },
    /// A number is NaN.
    #[error("number in row {row}, column {column} is NaN")]
    NotANumber {
        /// The row.
        row: usize,
        /// The column.
        column: usize,
    },
    /// A family of balls and spheres was given points with another distance than the Euclidean one.
    #[error("distances of the points are {metric:?}, this filtration is for Euclidean ones")]
    NotEuclidean {
        /// The metric of the points.
        metric: Metric,
    },
    /// A two-dimensional array is not square.
    #[error("distance matrix has {rows} rows and {columns} columns")]
    NotSquare {
        /// Rows of the array.
        rows: usize,
        /// Columns of the array.
        columns: usize,
    },
    /// The order of a Wasserstein distance is below 1 or NaN.
    #[error("order is {order}, it must be at least 1")]
    Order {
        /// The order as set.
        order: f64,
    },
    /// A sphere through a point is too large for an f64 to say how large.
    #[error("a sphere through point {row} has a radius that overflows f64")]
    RadiusOverflow {
        /// A point on the sphere.
        row: usize,
    },
    /// The coordinates do not fill whole rows.
    #[error("{length} coordinates do not fill rows of {dimensions}: {missing} are missing in row {row}")]
    Ragged {
        /// Numbers given.
        length: usize,
        /// Numbers a point.
        dimensions: usize,
        /// The row that is not full.
        row: usize,
        /// How many numbers it lacks.
        missing: usize,
    },
    /// A relative error is negative or not finite.
    #[error("relative_error is {relative_error}, it must be 0 (exact) or a positive number")]
    RelativeError {
        /// The error as set.
        relative_error: f64,
    },
    /// An edge was given twice.
    #[error("edge {edge} joins the same vertices as edge {first}")]
    RepeatedEdge {
        /// Position of the later one.
        edge: usize,
        /// Position of the earlier one.
        first: usize,
    },
    /// A side of a periodic box is no length.
    #[error("side {column} of the periodic box is {side}, a side is finite and above zero")]
    Side {
        /// The coordinate.
        column: usize,
        /// The side as given.
        side: f64,
    },
    /// A periodic box does not have one side for each coordinate.
    #[error("a periodic box of {sides} sides does not fit points of {dimensions} coordinates")]
    SideCount {
        /// Sides given.
        sides: usize,
        /// Coordinates of a point.
        dimensions: usize,
    },
    /// A side of a periodic box vanishes beside the longest one.
    #[error("side {column} of the periodic box is {side}, which vanishes beside the longest one, {longest}")]
    SideTooShort {
        /// The coordinate.
        column: usize,
        /// The side as given.
        side: f64,
        /// The longest side.
        longest: f64,
    },
    /// A simplex names one vertex twice.
    #[error("simplex {simplex} names vertex {vertex} twice")]
    SimplexRepeats {
        /// Position of the simplex.
        simplex: usize,
        /// The vertex.
        vertex: usize,
    },
    /// A simplex has no vertices, or more than can be spread into faces.
    #[error("simplex {simplex} has {vertices} vertices, 1 to {limit} are possible")]
    SimplexSize {
        /// Position of the simplex.
        simplex: usize,
        /// Vertices given.
        vertices: usize,
        /// The most that are possible.
        limit: usize,
    },
    /// A simplex names a vertex that is not there.
    #[error("simplex {simplex} names vertex {vertex}, there are {vertices} vertices")]
    SimplexVertex {
        /// Position of the simplex.
        simplex: usize,
        /// The vertex as named.
        vertex: usize,
        /// How many there are.
        vertices: usize,
    },
    /// Points are neither on a line, nor in the plane, nor in space.
    #[error("points have {dimensions} coordinates, triangulations are for at most 3")]
    SpaceDimensions {
        /// Coordinates of a point.
        dimensions: usize,
    },
    /// The lists of a sparse matrix do not belong together.
    #[error("sparse distances have {rows} row entries, {columns} columns and {distances} distances")]
    SparseLengths {
        /// Row numbers, or the last of the row starts.
        rows: usize,
        /// Column numbers.
        columns: usize,
        /// Distances.
        distances: usize,
    },
    /// A row of a sparse matrix ends before it starts.
    #[error("row {row} of the sparse distances starts at {start} and ends at {end}")]
    SparseRow {
        /// The row.
        row: usize,
        /// Its start.
        start: usize,
        /// The start of the next one.
        end: usize,
    },
    /// No work can be done by no thread.
    #[error("threads is 0, at least 1 is needed")]
    Threads,
    /// A threshold is negative or NaN.
    #[error("threshold {threshold} is not a distance")]
    Threshold {
        /// The threshold as set.
        threshold: f64,
    },
    /// More points than can be numbered.
    #[error("{points} points are over the limit of {points_max}")]
    TooManyPoints {
        /// Points given.
        points: usize,
        /// The most that can be numbered.
        points_max: usize,
    },
    /// Points are too few or too unevenly spread for a triangulation of their periodic box.
    #[error(
        "{points} points are too sparse for their periodic box: an empty sphere is as wide as its shortest side, or two \
         points are joined by more than one edge; add points, or repeat them in a box with sides twice as long"
    )]
    TooSparse {
        /// Points given.
        points: usize,
    },
    /// A sparse matrix has two different distances for one pair.
    #[error("points {row} and {column} are at distance {value} in one entry and {other} in another")]
    UnequalRepeats {
        /// One point.
        row: usize,
        /// The other point.
        column: usize,
        /// One distance.
        value: f64,
        /// The other distance.
        other: f64,
    },
    /// A value is not finite, or below that of an earlier simplex.
    #[error("value {value} of simplex {simplex} is not finite, or below the value before it")]
    Value {
        /// The simplex.
        simplex: usize,
        /// Its value.
        value: f64,
    },
    /// A vertex enters at no finite value.
    #[error("vertex {vertex} enters at {birth}, which is not finite")]
    VertexBirth {
        /// The vertex.
        vertex: usize,
        /// Its value.
        birth: f64,
    },
    /// A weight is NaN or infinite.
    #[error("weight of point {row} is {weight}, which is not finite")]
    Weight {
        /// The point.
        row: usize,
        /// The weight.
        weight: f64,
    },
    /// There is not one weight a point.
    #[error("{weights} weights for {points} points")]
    WeightCount {
        /// Weights given.
        weights: usize,
        /// Points given.
        points: usize,
    },
    /// The power of a weight is negative or not finite.
    #[error("weight power {power} is not a finite number of at least 0")]
    WeightPower {
        /// The power as set.
        power: f64,
    },
    /// A window does not fit its signal, or does not move.
    #[error("windows of {width} samples, {stride} apart, do not fit a signal of {samples}")]
    Window {
        /// Samples of the signal.
        samples: usize,
        /// Samples from the first to the last of a window.
        width: usize,
        /// Samples from one window to the next.
        stride: usize,
    },
    /// A vector without direction, between which and others there is no angle.
    #[error("point in row {row} is the zero vector, which has no cosine distance")]
    ZeroVector {
        /// The point.
        row: usize,
    },
}
