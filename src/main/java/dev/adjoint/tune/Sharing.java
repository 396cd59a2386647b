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
import java.util.IdentityHashMap;
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
    private final IdentityHashMap<Nest, List<Candidate>> candidates = new IdentityHashMap<>();

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
        sections.stream().filter(Sharing::isShared).forEach(s -> s.nests().forEach(sharing::look));
        List<Section> result = new ArrayList<>();
        sections.forEach(s -> result.add(isShared(s) ? s.with(sharing.nests(s.nests())) : s));
        return result;
    }

    private static boolean isShared(Section section) {
        return ROLES.contains(section.role());
    }

    /** A step, and it in parts if it can be shared. */
    private record Candidate(Step step, Optional<Step.Share> share) {}

    private void look(Nest nest) {
        List<Candidate> its = candidates(nest);
        its.forEach(c -> c.share().ifPresent(s -> own.addAll(s.own())));
        candidates.put(nest, its);
    }

    /** The steps of a nest; those that stand behind a condition on sizes one by one, if there are such that can be shared. */
    private List<Candidate> candidates(Nest nest) {
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
        List<Candidate> apart = candidates(single);
        boolean isBetter = apart.stream()
                .anyMatch(c -> c.step() instanceof Step.Branch && c.share().isPresent());
        return isBetter && areApart(nest.steps()) ? apart : candidates(nest.steps());
    }

    private List<Candidate> candidates(List<Step> steps) {
        return steps.stream()
                .map(step ->
                        new Candidate(step, Independence.of(step, steps, lent).flatMap(i -> Parts.of(step, i, least))))
                .toList();
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
        return nests.stream().flatMap(n -> cut(n, candidates.get(n)).stream()).toList();
    }

    private List<Nest> cut(Nest nest, List<Candidate> its) {
        List<Step> steps = its.stream().map(Candidate::step).toList();
        List<Step> before = new ArrayList<>();
        List<Nest> cut = new ArrayList<>();
        for (int k = 0; k < steps.size(); k++) {
            Optional<Step.Share> share = its.get(k).share().filter(this::isAlone);
            if (share.isPresent() && Nests.isClosed(before, steps.subList(k + 1, steps.size()))) {
                add(nest, before, cut);
                add(nest.because(why(share.get())), List.of(share.get()), cut);
                before.clear();
            } else {
                before.add(steps.get(k));
            }
        }
        add(nest, before, cut);
        return cut;
    }

    /** Whether no intermediate that is the whole object's here is each part's own elsewhere. */
    private boolean isAlone(Step.Share share) {
        Set<Buffer> common = new HashSet<>(Touched.by(share).buffers());
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
