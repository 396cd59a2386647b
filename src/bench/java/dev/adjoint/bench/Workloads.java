package dev.adjoint.bench;

import java.util.ArrayList;
import java.util.List;

/** All workloads, in the order of the table. */
final class Workloads {

    private Workloads() {}

    static List<Workload> all() {
        List<Workload> all = new ArrayList<>();
        all.addAll(SmallFormulas.all());
        all.addAll(Nets.all());
        all.addAll(GradBench.all());
        return all;
    }

    static Workload named(String name) {
        return all().stream()
                .filter(workload -> workload.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no workload " + name));
    }
}
