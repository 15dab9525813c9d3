//! Enumerations that Kafka names: the number of the protocol, the name for people and files.

/// An enumeration with Kafka's numbers and names.
macro_rules! named {
    (
        $(#[$about:meta])*
        $type:ident { $( $(#[$meaning:meta])* $variant:ident = $code:literal $name:literal, )* }
    ) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum $type {
            $( $(#[$meaning])* $variant, )*
        }

        impl $type {
            /// Every value, in the order of their names.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// Kafka's name of it.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// The one called `name`, whatever its case.
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.name().eq_ignore_ascii_case(name))
            }

            pub(crate) fn code(self) -> i32 {
                match self { $(Self::$variant => $code,)* }
            }

            pub(crate) fn from_code(code: i32) -> Self {
                Self::ALL.iter().copied().find(|value| value.code() == code).unwrap_or(Self::Unknown)
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.name())
            }
        }
    };
}

pub(super) use named;
