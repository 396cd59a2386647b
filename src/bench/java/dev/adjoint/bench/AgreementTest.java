package dev.adjoint.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** All contenders of all workloads compute the same numbers. */
class AgreementTest {

    @TestFactory
    List<DynamicTest> allAgree() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Workload workload : Workloads.all()) {
            for (String contender : workload.contenders()) {
                tests.add(dynamicTest(workload.name() + " by " + contender, () -> workload.agreed(contender)));
            }
        }
        return tests;
    }

    @TestFactory
    List<DynamicTest> generatedClassesAllocateNothing() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Workload workload : Workloads.all()) {
            tests.add(dynamicTest(
                    workload.name(),
                    () -> assertEquals(
                            0, allocated(workload.agreed(Workload.ADJOINT).call()))));
        }
        return tests;
    }

    /** What the fewest of some calls allocate: now and then the machine adds something of its own. */
    private static long allocated(DoubleSupplier call) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long fewest = Long.MAX_VALUE;
        double sum = 0;
        for (int k = 0; k < 10; k++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            sum += call.getAsDouble();
            fewest = Math.min(fewest, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertFalse(Double.isNaN(sum));
        return fewest;
    }
}
