package dev.adjoint.java;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.adjoint.loops.Step;
import dev.adjoint.shape.Kind;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import javax.lang.model.element.Modifier;

/**
 * What shares calls among threads: {@code threads(n)}, the threads, and the method that gives each a part. A thread has an
 * object of its own, with the arrays of the whole one but for the intermediates that no two parts can have together. It waits
 * awake for a while, as the next part mostly comes within microseconds, then asleep; it ends when the object that it works for
 * is gone.
 */
final class Crew {

    /** How often a thread looks for its next part before it sleeps: some 50 microseconds. */
    private static final int LOOKS = 2_000;

    private final Members members;
    private final ClassName worker;
    private final String share;
    private final String part;
    private final String follow;
    private final Map<String, Task> tasks = new LinkedHashMap<>();

    /** What is done in parts, by the number that it has for the threads, and the array of the caller's that it takes. */
    private record Task(int number, Optional<String> array) {}

    Crew(Members members, Accessors accessors) {
        this.members = members;
        String name = members.self.simpleName().equals("Worker") ? "Worker_" : "Worker";
        this.worker = members.self.nestedClass(name);
        boolean wanted = isWanted();
        this.share = wanted ? accessors.helper("share") : "";
        this.part = wanted ? accessors.helper("part") : "";
        this.follow = wanted ? accessors.helper("follow") : "";
    }

    boolean isWanted() {
        return members.options.threads().isPresent();
    }

    /** Takes in a method that does a part of something, from one number up to another, for calls of {@link #share}. */
    void add(String method, List<String> given) {
        tasks.put(method, new Task(tasks.size(), given.stream().findFirst()));
    }

    /** Writes {@code share(2, 0, N, 12, (long) N * H * D >= 2000000, g)}: the method for all parts. */
    CodeBlock call(Step.Share all, String method) {
        Frame frame = new Frame(members);
        Wholes wholes = new Wholes(frame);
        CodeBlock isWorthwhile = all.work()
                .map(work -> CodeBlock.of(
                        "(long) $L >= $LL",
                        new Elements(frame).size(work.factors()).text().code(),
                        all.least()))
                .orElse(CodeBlock.of("true"));
        return CodeBlock.of(
                "$L($L, $L, $L, $L, $L, $L)",
                share,
                tasks.get(method).number(),
                wholes.subscript(all.lower()).code(),
                wholes.subscript(all.upper()).code(),
                new Values(frame).of(Kind.INDEX, all.grain()).code(),
                isWorthwhile,
                tasks.get(method).array().orElse("null"));
    }

    private boolean hasTasks() {
        return !tasks.isEmpty();
    }

    private ParameterSpec[] task() {
        return new ParameterSpec[] {
            ParameterSpec.builder(int.class, "task").build(),
            ParameterSpec.builder(int.class, "from").build(),
            ParameterSpec.builder(int.class, "to").build(),
            ParameterSpec.builder(ArrayTypeName.of(members.real), "given").build()
        };
    }

    private MethodSpec.Builder withTask(MethodSpec.Builder method) {
        for (ParameterSpec parameter : task()) {
            method.addParameter(parameter);
        }
        return method;
    }

    /** All methods; the public one also where no part of a call is worth a second thread. */
    List<MethodSpec> write(Fields fields, Chunks chunks) {
        List<MethodSpec> methods = new ArrayList<>();
        if (!isWanted()) {
            return methods;
        }
        methods.add(threads());
        if (hasTasks()) {
            methods.add(constructor(fields));
            methods.add(follow(fields, chunks));
            methods.add(share());
            methods.add(part());
        }
        return methods;
    }

    private MethodSpec threads() {
        MethodSpec.Builder method = Draft.publicMethod("threads")
                .addJavadoc(
                        "Lets so many threads work on each call, the calling one among them; before it is called one does.\n")
                .addJavadoc(
                        "They share what is large enough, and the results are the same bits for every number of threads.\n\n")
                .addJavadoc("@param count from 1, at most the number of cores makes sense\n@return this object\n")
                .returns(members.self)
                .addParameter(int.class, "count")
                .beginControlFlow("if (count < 1)")
                .addStatement(
                        "throw new $T($S + count)",
                        IllegalArgumentException.class,
                        "threads must be at least 1: it is ")
                .endControlFlow();
        if (hasTasks()) {
            method.beginControlFlow("for (int k = 0; workers != null && k < workers.length; k++)")
                    .addStatement("workers[k].dismiss()")
                    .endControlFlow()
                    .addStatement("workers = count == 1 ? null : new $T[count - 1]", worker)
                    .beginControlFlow("for (int k = 0; k < count - 1; k++)")
                    .addStatement("workers[k] = new $T(this)", worker)
                    .addStatement("workers[k].start()")
                    .endControlFlow();
        }
        return method.addStatement("return this").build();
    }

    /** Writes {@code private TwoLayer(TwoLayer whole)}: the object of a thread. */
    private MethodSpec constructor(Fields fields) {
        MethodSpec.Builder method =
                MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).addParameter(members.self, "whole");
        Set<String> finals = fields.finals();
        for (String field : fields.names()) {
            if (members.isOwn(field)) {
                method.addStatement("this.$1L = $2L", field, own(field));
            } else if (finals.contains(field)) {
                method.addStatement("this.$1L = whole.$1L", field);
            }
        }
        return method.build();
    }

    /** An array of its own as long as that of the whole object. */
    private CodeBlock own(String field) {
        boolean isOfRows = members.type(field).equals(ArrayTypeName.of(ArrayTypeName.of(members.real)));
        return isOfRows
                ? CodeBlock.of("$L(whole.$L)", members.helpers.use(Helpers.Helper.LIKE), field)
                : CodeBlock.of("new $T[whole.$L.length]", members.real, field);
    }

    /** Writes {@code private void follow(TwoLayer whole)}: takes over what changes from call to call. */
    private MethodSpec follow(Fields fields, Chunks chunks) {
        List<Chunks.Piece> pieces = new ArrayList<>();
        Set<String> finals = fields.finals();
        for (String field : fields.names()) {
            if (!members.isOwn(field) && !finals.contains(field)) {
                CodeBlock code = CodeBlock.builder()
                        .addStatement("this.$1L = whole.$1L", field)
                        .build();
                pieces.add(new Chunks.Piece(code, 8));
            }
        }
        ParameterSpec whole = ParameterSpec.builder(members.self, "whole").build();
        return Draft.privateMethod(follow)
                .addParameter(whole)
                .addCode(chunks.pack(follow, List.of(whole), pieces))
                .build();
    }

    /**
     * Writes the method that gives each thread a part, and takes one itself. Every part is at least as long as the grain, and
     * of what fails in several parts at once the exception of the first is thrown.
     */
    private MethodSpec share() {
        return Draft.privateMethod(share)
                .addParameter(int.class, "task")
                .addParameter(int.class, "lower")
                .addParameter(int.class, "upper")
                .addParameter(int.class, "grain")
                .addParameter(boolean.class, "isWorthwhile")
                .addParameter(ArrayTypeName.of(members.real), "given")
                .addStatement("long grains = (upper - lower) / grain")
                .addStatement(
                        "int parts = workers == null || !isWorthwhile ? 1 : (int) $T.min(workers.length + 1, grains)",
                        Math.class)
                .beginControlFlow("if (parts <= 1)")
                .addStatement("$L(task, lower, upper, given)", part)
                .addStatement("return")
                .endControlFlow()
                .beginControlFlow("for (int k = 1; k < parts; k++)")
                .addStatement("int from = lower + (int) (grains * k / parts) * grain")
                .addStatement("int to = k + 1 == parts ? upper : lower + (int) (grains * (k + 1) / parts) * grain")
                .addStatement("workers[k - 1].begin(this, task, from, to, given)")
                .endControlFlow()
                .beginControlFlow("try")
                .addStatement("$L(task, lower, lower + (int) (grains / parts) * grain, given)", part)
                .nextControlFlow("finally")
                .beginControlFlow("for (int k = 1; k < parts; k++)")
                .addStatement("workers[k - 1].await()")
                .endControlFlow()
                .endControlFlow()
                .beginControlFlow("for (int k = 1; k < parts; k++)")
                .addStatement("workers[k - 1].check()")
                .endControlFlow()
                .build();
    }

    private MethodSpec part() {
        MethodSpec.Builder method = withTask(Draft.privateMethod(part)).beginControlFlow("switch (task)");
        tasks.forEach((name, task) -> method.addCode("case $L:\n$>", task.number())
                .addStatement("$L($L)", name, task.array().isEmpty() ? "from, to" : "from, to, given")
                .addStatement("break")
                .addCode("$<"));
        return method.addCode("default:\n$>")
                .addStatement("throw new $T(\"task \" + task)", IllegalStateException.class)
                .addCode("$<")
                .endControlFlow()
                .build();
    }

    List<FieldSpec> fields() {
        return hasTasks()
                ? List.of(FieldSpec.builder(ArrayTypeName.of(worker), "workers", Modifier.PRIVATE)
                        .build())
                : List.of();
    }

    /** The nested class of the threads. */
    List<TypeSpec> types() {
        if (!hasTasks()) {
            return List.of();
        }
        TypeName self = members.self;
        return List.of(TypeSpec.classBuilder(worker)
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                .superclass(Thread.class)
                .addJavadoc("A thread that works on parts of calls.\n")
                .addField(
                        ParameterizedTypeName.get(ClassName.get(WeakReference.class), self),
                        "owner",
                        Modifier.PRIVATE,
                        Modifier.FINAL)
                .addField(self, "own", Modifier.PRIVATE, Modifier.FINAL)
                .addField(int.class, "task", Modifier.PRIVATE)
                .addField(int.class, "from", Modifier.PRIVATE)
                .addField(int.class, "to", Modifier.PRIVATE)
                .addField(ArrayTypeName.of(members.real), "given", Modifier.PRIVATE)
                .addField(Throwable.class, "failure", Modifier.PRIVATE)
                .addField(int.class, "asked", Modifier.PRIVATE, Modifier.VOLATILE)
                .addField(int.class, "done", Modifier.PRIVATE, Modifier.VOLATILE)
                .addField(boolean.class, "isAsleep", Modifier.PRIVATE, Modifier.VOLATILE)
                .addField(boolean.class, "isDismissed", Modifier.PRIVATE, Modifier.VOLATILE)
                .addMethod(MethodSpec.constructorBuilder()
                        .addParameter(self, "whole")
                        .addStatement("super($S)", members.self.simpleName())
                        .addStatement("setDaemon(true)")
                        .addStatement("owner = new $T<>(whole)", WeakReference.class)
                        .addStatement("own = new $T(whole)", self)
                        .build())
                .addMethod(run())
                .addMethod(rest())
                .addMethod(begin())
                .addMethod(await())
                .addMethod(check())
                .addMethod(MethodSpec.methodBuilder("dismiss")
                        .addStatement("isDismissed = true")
                        .addStatement("$T.unpark(this)", LockSupport.class)
                        .build())
                .build());
    }

    private MethodSpec run() {
        return MethodSpec.methodBuilder("run")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .beginControlFlow("for (int seen = 0; rest(seen); done = seen)")
                .addStatement("seen++")
                .beginControlFlow("try")
                .addStatement("own.$L(task, from, to, given)", part)
                .nextControlFlow("catch ($T | $T thrown)", RuntimeException.class, Error.class)
                .addStatement("failure = thrown")
                .endControlFlow()
                .addStatement("given = null")
                .endControlFlow()
                .build();
    }

    private MethodSpec rest() {
        return MethodSpec.methodBuilder("rest")
                .addJavadoc("Waits for the next part, and returns whether there will be one.\n")
                .addModifiers(Modifier.PRIVATE)
                .returns(boolean.class)
                .addParameter(int.class, "seen")
                .beginControlFlow("for (int k = 0; k < $L && asked == seen; k++)", LOOKS)
                .addStatement("$T.onSpinWait()", Thread.class)
                .endControlFlow()
                .beginControlFlow("while (asked == seen)")
                .beginControlFlow("if (isDismissed || owner.get() == null)")
                .addStatement("return false")
                .endControlFlow()
                .addStatement("isAsleep = true")
                .beginControlFlow("if (asked == seen)")
                .addStatement("$T.parkNanos(this, 1000000000L)", LockSupport.class)
                .endControlFlow()
                .addStatement("isAsleep = false")
                .endControlFlow()
                .addStatement("return true")
                .build();
    }

    private MethodSpec begin() {
        return withTask(MethodSpec.methodBuilder("begin").addParameter(members.self, "whole"))
                .addStatement("own.$L(whole)", follow)
                .addStatement("this.task = task")
                .addStatement("this.from = from")
                .addStatement("this.to = to")
                .addStatement("this.given = given")
                .addStatement("failure = null")
                .addStatement("asked = done + 1")
                .beginControlFlow("if (isAsleep)")
                .addStatement("$T.unpark(this)", LockSupport.class)
                .endControlFlow()
                .build();
    }

    private static MethodSpec await() {
        return MethodSpec.methodBuilder("await")
                .beginControlFlow("for (int k = 0; done != asked; k++)")
                .beginControlFlow("if (k < $L)", LOOKS)
                .addStatement("$T.onSpinWait()", Thread.class)
                .nextControlFlow("else")
                .addStatement("$T.yield()", Thread.class)
                .endControlFlow()
                .endControlFlow()
                .build();
    }

    private static MethodSpec check() {
        return MethodSpec.methodBuilder("check")
                .addStatement("$T thrown = failure", Throwable.class)
                .addStatement("failure = null")
                .beginControlFlow("if (thrown instanceof $T unchecked)", RuntimeException.class)
                .addStatement("throw unchecked")
                .endControlFlow()
                .beginControlFlow("if (thrown instanceof $T error)", Error.class)
                .addStatement("throw error")
                .endControlFlow()
                .build();
    }
}
