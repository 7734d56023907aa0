# Shortcuts; each is one line that can be typed without just.

# The flagship scenario, into reports/ukraine-2025/
run *ARGUMENTS:
    scripts/setup && cargo run --release -- run ukraine-2025 {{ARGUMENTS}}

# All tests
test:
    scripts/test

# The tests whose names contain FILTER
only FILTER:
    cargo nextest run {{FILTER}}

# Formats the code
format:
    cargo fmt
