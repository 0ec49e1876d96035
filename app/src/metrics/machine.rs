//! What the process takes of its machine, as the kernel tells it.

use prometheus_client::metrics::counter::ConstCounter;
use prometheus_client::metrics::gauge::ConstGauge;
use prometheus_client::registry::{Registry, Unit};

/// The kernel counts processor time in hundredths of a second.
const TICKS_PER_SECOND: f64 = 100.0;
const KIB: i64 = 1024;

pub fn register(registry: &mut Registry) {
    registry.register_with_unit("cpu", "Processor time used, all threads together", Unit::Seconds, ConstCounter::new(cpu_seconds()));
    registry.register_with_unit("resident_memory", "Memory in use", Unit::Bytes, ConstGauge::new(resident_bytes()));
    let files = std::fs::read_dir("/proc/self/fd").map_or(0, |open| i64::try_from(open.count()).unwrap_or(i64::MAX));
    registry.register("open_fds", "Files and connections open", ConstGauge::new(files));
}

fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    after_name
        .split_whitespace()
        .skip(11)
        .take(2)
        .filter_map(|part| part.parse::<f64>().ok())
        .sum::<f64>()
        / TICKS_PER_SECOND
}

fn resident_bytes() -> i64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kib = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:")?.split_whitespace().next()?.parse::<i64>().ok());
    kib.unwrap_or(0) * KIB
}
