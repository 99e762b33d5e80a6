package io.itops.benchmarks.prom;

import java.time.Duration;

/** The processor time of processes as the system counts it, in steps of 10 ms: all threads, collectors of garbage and compilers included. */
final class Cpu {
    private Cpu() {}

    static Duration of(ProcessHandle process) {
        return process.info()
                .totalCpuDuration()
                .orElseThrow(() -> new IllegalStateException("this system does not tell processor time"));
    }

    static Duration own() {
        return of(ProcessHandle.current());
    }
}
