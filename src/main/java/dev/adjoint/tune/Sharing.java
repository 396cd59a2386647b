package dev.adjoint.tune;

import dev.adjoint.loops.Buffer;
import dev.adjoint.loops.Nest;
import dev.adjoint.loops.Section;
import dev.adjoint.loops.Step;
import dev.adjoint.loops.Touched;
import dev.adjoint.loops.Value;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Marks what several threads may work on at the same time: the outermost loops whose steps write rows of their own, the rows of
 * products of matrices, and functions of many numbers. No number is computed in another way for that, so that the results are
 * the same bits for every number of threads. Sums over such a loop, and loops inside of {@code scan}, stay with one thread.
 */
final class Sharing {

    private static final Set<Section.Role> ROLES =
            EnumSet.of(Section.Role.FORWARD, Section.Role.REVERSE, Section.Role.SLOPES, Section.Role.ENTRIES);

    private final Set<Buffer> lent;
    private final long least;
    private final Set<Buffer> own = new HashSet<>();

    /**
     * @param lent the intermediates that nests have to themselves
     * @param least the work from which on threads are worth their while, in multiply-adds of a product
     */
    private Sharing(Set<Buffer> lent, long least) {
        this.lent = lent;
        this.least = least;
    }

    static List<Section> sections(List<Section> sections, Set<Buffer> lent, long least) {
        Sharing sharing = new Sharing(lent, least);
        List<Section> shared =
                sections.stream().filter(s -> ROLES.contains(s.role())).toList();
        for (Section section : shared) {
            for (Nest nest : section.nests()) {
                List<Step> steps = sharing.steps(nest);
                steps.forEach(step -> sharing.part(step, steps).ifPresent(s -> sharing.own.addAll(s.own())));
            }
        }
        List<Section> result = new ArrayList<>();
        sections.forEach(s -> result.add(shared.contains(s) ? s.with(sharing.nests(s.nests())) : s));
        return result;
    }

    private Optional<Step.Share> part(Step step, List<Step> all) {
        return Independence.of(step, all, lent).flatMap(i -> Parts.of(step, i, least));
    }

    /** The steps of a nest; those that stand behind a condition on sizes one by one, if there are such that can be shared. */
    private List<Step> steps(Nest nest) {
        List<Step> single = new ArrayList<>();
        for (Step step : nest.steps()) {
            if (step instanceof Step.Branch branch && isOfSizes(branch.condition())) {
                branch.then().forEach(s -> single.add(new Step.Branch(branch.condition(), List.of(s), List.of())));
                Value not = new Value.Not(branch.condition());
                branch.otherwise().forEach(s -> single.add(new Step.Branch(not, List.of(s), List.of())));
            } else {
                single.add(step);
            }
        }
        boolean isBetter = single.stream()
                .anyMatch(s -> s instanceof Step.Branch && part(s, single).isPresent());
        return isBetter && areApart(nest.steps()) ? single : nest.steps();
    }

    private static boolean isOfSizes(Value condition) {
        Touched touched = Touched.by(condition);
        return touched.buffers().isEmpty() && touched.read().isEmpty();
    }

    /** Whether what stands behind a condition shares no locals. */
    private static boolean areApart(List<Step> steps) {
        return steps.stream()
                .allMatch(step -> !(step instanceof Step.Branch branch)
                        || (areApartInside(branch.then()) && areApartInside(branch.otherwise())));
    }

    private static boolean areApartInside(List<Step> steps) {
        return IntStream.range(1, steps.size())
                .allMatch(k -> Nests.isClosed(steps.subList(0, k), steps.subList(k, steps.size())));
    }

    /** The nests, those that can be shared cut out of what stands beside them. */
    private List<Nest> nests(List<Nest> nests) {
        List<Nest> result = new ArrayList<>();
        for (Nest nest : nests) {
            List<Step> steps = steps(nest);
            List<Step> before = new ArrayList<>();
            List<Nest> cut = new ArrayList<>();
            for (int k = 0; k < steps.size(); k++) {
                Optional<Step.Share> share = part(steps.get(k), steps).filter(this::isAlone);
                if (share.isPresent() && Nests.isClosed(before, steps.subList(k + 1, steps.size()))) {
                    add(nest, before, cut);
                    add(nest.because(why(share.get())), List.of(share.get()), cut);
                    before.clear();
                } else {
                    before.add(steps.get(k));
                }
            }
            add(nest, before, cut);
            result.addAll(cut);
        }
        return result;
    }

    /** Whether no intermediate that is the whole object's here is each part's own elsewhere. */
    private boolean isAlone(Step.Share share) {
        Set<Buffer> common = new HashSet<>(Independence.touched(share.body()));
        common.removeAll(share.own());
        common.retainAll(own);
        return common.isEmpty();
    }

    private static List<String> why(Step.Share share) {
        String work = share.work()
                .map(w -> ": enough work if " + w + " >= " + share.least())
                .orElse("");
        return List.of("shared by threads, as no step needs another" + work);
    }

    private static void add(Nest nest, List<Step> steps, List<Nest> cut) {
        if (!steps.isEmpty()) {
            Nest part = nest.with(steps);
            cut.add(cut.isEmpty() ? part : new Nest("", part.place(), part.steps(), part.why()));
        }
    }
}
