//! What it costs to move a point of a diagram.

/// The cost of a move by `(dx, dy)`, both at least zero: never falling in either.
pub(super) trait Ground: Copy {
    fn cost(self, dx: f64, dy: f64) -> f64;
}

/// The l_infinity norm.
#[derive(Clone, Copy, Debug)]
pub(super) struct Chebyshev;

impl Ground for Chebyshev {
    #[inline(always)]
    fn cost(self, dx: f64, dy: f64) -> f64 {
        if dx > dy { dx } else { dy }
    }
}

/// The l_2 norm.
#[derive(Clone, Copy, Debug)]
pub(super) struct Euclidean;

impl Ground for Euclidean {
    #[inline(always)]
    fn cost(self, dx: f64, dy: f64) -> f64 {
        (dx * dx + dy * dy).sqrt()
    }
}

/// The square of the l_2 norm.
#[derive(Clone, Copy, Debug)]
pub(super) struct SquaredEuclidean;

impl Ground for SquaredEuclidean {
    #[inline(always)]
    fn cost(self, dx: f64, dy: f64) -> f64 {
        dx * dx + dy * dy
    }
}

/// The square of the l_infinity norm.
#[derive(Clone, Copy, Debug)]
pub(super) struct SquaredChebyshev;

impl Ground for SquaredChebyshev {
    #[inline(always)]
    fn cost(self, dx: f64, dy: f64) -> f64 {
        let longer = Chebyshev.cost(dx, dy);
        longer * longer
    }
}

/// Any l_p norm, raised to any power.
#[derive(Clone, Copy, Debug)]
pub(super) struct Minkowski {
    pub(super) p: f64,
    pub(super) order: f64,
}

impl Ground for Minkowski {
    fn cost(self, dx: f64, dy: f64) -> f64 {
        raise(norm(self.p, dx, dy), self.order)
    }
}

/// The l_p norm of `(dx, dy)`, both at least zero.
pub(super) fn norm(p: f64, dx: f64, dy: f64) -> f64 {
    let longer = dx.max(dy);
    if p == f64::INFINITY || longer == 0.0 {
        return longer;
    }
    if p == 1.0 {
        dx + dy
    } else if p == 2.0 {
        Euclidean.cost(dx, dy)
    } else {
        // In units of the longer side, so that no power overflows.
        longer * ((dx / longer).powf(p) + (dy / longer).powf(p)).powf(p.recip())
    }
}

/// The distance of a point of this persistence from the diagonal.
pub(super) fn norm_to_diagonal(p: f64, persistence: f64) -> f64 {
    if p == f64::INFINITY { persistence / 2.0 } else { persistence * (p.recip() - 1.0).exp2() }
}

pub(super) fn raise(length: f64, order: f64) -> f64 {
    if order == 1.0 {
        length
    } else if order == 2.0 {
        length * length
    } else {
        length.powf(order)
    }
}

/// The inverse of [`raise`].
pub(super) fn root(cost: f64, order: f64) -> f64 {
    if order == 1.0 {
        cost
    } else if order == 2.0 {
        cost.sqrt()
    } else {
        cost.powf(order.recip())
    }
}
