package dev.adjoint.bench;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.List;
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
}
