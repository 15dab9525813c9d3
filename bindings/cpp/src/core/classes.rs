//! Birth and death simplices, cycles and cocycles as flat lists.

use tda_core::{Chains, Pairs};

use crate::ffi::{FlatChains, FlatPairs};

impl From<&Pairs> for FlatPairs {
    fn from(pairs: &Pairs) -> Self {
        let mut flat =
            FlatPairs { births: vec![], birth_lengths: vec![], deaths: vec![], death_lengths: vec![] };
        for index in 0..pairs.len() {
            let (birth, death) = (pairs.birth(index), pairs.death(index).unwrap_or_default());
            flat.births.extend_from_slice(birth);
            flat.birth_lengths.push(birth.len());
            flat.deaths.extend_from_slice(death);
            flat.death_lengths.push(death.len());
        }
        flat
    }
}

impl From<&Chains> for FlatChains {
    fn from(chains: &Chains) -> Self {
        let mut flat = FlatChains { vertices: vec![], width: 1, coefficients: vec![], lengths: vec![] };
        for chain in chains.iter() {
            if let Some((simplex, _)) = chain.terms().next() {
                flat.width = simplex.len();
            }
            flat.vertices.extend_from_slice(chain.vertices());
            flat.coefficients.extend_from_slice(chain.coefficients());
            flat.lengths.push(chain.len());
        }
        flat
    }
}
