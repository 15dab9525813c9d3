//! What is measured, when somebody is told, and what is shown.

/// A measurement that somebody exports.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Metric {
    /// Its Prometheus name.
    pub name: String,
    /// What is measured.
    pub summary: String,
    /// How it counts.
    pub kind: MetricKind,
    /// Labels of each series.
    pub labels: Vec<String>,
    /// Upper bounds of a histogram's buckets, rising.
    pub buckets: Vec<f64>,
    /// Who exports it.
    pub exporter: Exporter,
}

/// A closed list of words of the file format.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name { $($(#[$variant_doc])* $variant),* }

        impl $name {
            /// Its name in catalogs.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }

            pub(super) fn from_name(name: &str) -> Option<Self> {
                match name { $($word => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

words! {
    /// How a metric counts.
    MetricKind {
        /// Only upwards.
        Counter = "counter",
        /// Up and down.
        Gauge = "gauge",
        /// In buckets.
        Histogram = "histogram",
    }
}

words! {
    /// Who exports a metric.
    Exporter {
        /// The system's own programs, beside what the clients of this library export: taken at its word.
        Application = "application",
        /// The clients of this library.
        Client = "client",
        /// The JMX exporter inside each broker.
        Jmx = "jmx",
        /// The Kafka exporter beside the brokers.
        KafkaExporter = "kafka_exporter",
        /// The node exporter on each machine.
        NodeExporter = "node_exporter",
    }
}

words! {
    /// How soon somebody must act.
    Severity {
        /// Worth knowing.
        Info = "info",
        /// Today.
        Warning = "warning",
        /// Now.
        Critical = "critical",
    }
}

words! {
    /// What is made of the series of a metric.
    Function {
        /// The largest value.
        Value = "value",
        /// Growth per second within the window.
        Rate = "rate",
        /// Growth within the window.
        Increase = "increase",
        /// A quantile of a histogram within the window.
        Quantile = "quantile",
        /// Whether there is no series at all.
        Absent = "absent",
    }
}

/// What is asked of a metric.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Query {
    /// Name of the metric.
    pub metric: String,
    /// What is made of its series.
    pub function: Function,
    /// Which quantile.
    pub quantile: Option<f64>,
    /// Length of the window, in seconds.
    pub window_seconds: Option<u64>,
    /// Only series with these labels.
    pub labels: Vec<(String, String)>,
    /// Labels that stay apart; all others are summed up.
    pub by: Vec<String>,
}

/// One comparison over a metric.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Condition {
    /// What is compared.
    pub query: Query,
    /// Holds above this number.
    pub above: Option<f64>,
    /// Holds below this number.
    pub below: Option<f64>,
}

/// When somebody is told.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Alert {
    /// Its name.
    pub name: String,
    /// What is wrong, for the person who is told.
    pub summary: String,
    /// How soon somebody must act.
    pub severity: Severity,
    /// How long all conditions hold before it fires, in seconds; 0: at once.
    pub for_seconds: u64,
    /// Conditions, all of which must hold; never empty.
    pub when: Vec<Condition>,
}

/// Panels that belong together.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Dashboard {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Which question it answers.
    pub summary: String,
    /// Its panels, from the top.
    pub panels: Vec<Panel>,
}

/// One graph.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Panel {
    /// Its title.
    pub title: String,
    /// What it shows.
    pub query: Query,
}
