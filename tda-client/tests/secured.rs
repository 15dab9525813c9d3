//! What only a broker with locks can show: who gets in, who does not and why, and what each may do.

mod access;
mod authentication;
mod broker;
mod faults;
mod issuer;
mod matrix;
mod rotation;
