package dev.adjoint.java;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.TypeName;
import dev.adjoint.Options;
import dev.adjoint.kernels.Products;
import dev.adjoint.loops.Buffer;
import dev.adjoint.loops.LinearMap;
import dev.adjoint.loops.Loops;
import dev.adjoint.loops.Nest;
import dev.adjoint.loops.Product;
import dev.adjoint.loops.Section;
import dev.adjoint.loops.SparseMatrix;
import dev.adjoint.loops.Touched;
import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Primitive;
import dev.adjoint.shape.Symbol;
import dev.adjoint.shape.Variable;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the generated object holds: a field for each size, input, buffer and offset, with its name and type. */
final class Members {

    /** Scalars between methods, from this many on, share one array, which the constant pool can bear. */
    private static final int MANY_SCALARS = 500;

    /** From this many on, arrays and offsets are made outside of the constructor, which would grow too long. */
    private static final int MANY = 150;

    /** Where the elements of a buffer are. */
    sealed interface Home {}

    /** In an array, from {@code at} on. */
    record Elements(String array, At at) implements Home {}

    /** In a variable: a field, or a parameter of the method. */
    record Single(String variable) implements Home {}

    /** A position in an array: that of the field, if any, and a number on top. */
    record At(Optional<String> field, long number) {

        static At of(long number) {
            return new At(Optional.empty(), number);
        }
    }

    /** A part of theta or of the seeds: the numbers of a param or output. */
    record Slice(Symbol symbol, List<Whole> shape, Whole offset, At at) {

        Whole count() {
            return Sizes.count(shape);
        }
    }

    private record Field(TypeName type, int order) {}

    final Loops loops;
    final Options options;
    final ClassName self;
    final Sizes sizes;
    final NameTable variables = NameTable.ofVariables();
    final TypeName real;
    final Helpers helpers;

    private final Map<Buffer, Home> homes = new HashMap<>();
    private final Map<Object, Map<String, String>> names = new HashMap<>();
    private final Map<String, Field> fields = new LinkedHashMap<>();
    private final Set<String> used = new LinkedHashSet<>();
    private final Map<Buffer.Place, Map<Variable, Buffer>> ofVariables = new EnumMap<>(Buffer.Place.class);
    private final Map<Integer, Buffer> outputs = new HashMap<>();
    private final List<Buffer> arrays = new ArrayList<>();
    private final List<Buffer> singles = new ArrayList<>();
    private final Map<Kind, Integer> slots = new LinkedHashMap<>();
    final List<Slice> theta = new ArrayList<>();
    final List<Slice> seeds = new ArrayList<>();

    /**
     * A position in a vector of a product that is a field, besides those of theta and the seeds.
     *
     * @param before where the part before it begins, of which this is the end
     * @param shape that of the part before it
     */
    record Part(Whole offset, At before, List<Whole> shape) {}

    /** Those positions, in order. */
    final Map<String, Part> parts = new LinkedHashMap<>();

    private final Map<Whole, At> positions = new HashMap<>();
    private final Set<Whole> extents;
    private final Set<Primitive> functions;
    private final String vector;
    private final Set<String> own;

    Members(Loops loops, Options options, ClassName self, Accessors accessors, Set<Buffer> locals) {
        this.loops = loops;
        this.options = options;
        this.self = self;
        this.real = isFloat() ? TypeName.FLOAT : TypeName.DOUBLE;
        this.helpers = new Helpers(real, options.fma(), accessors);
        variables.take(self.simpleName());
        if (!loops.products().isEmpty()) {
            variables.take("v");
            variables.take("values");
        }
        if (!sparse().isEmpty()) {
            List.of("rows", "columns", "entries").forEach(variables::take);
        }
        loops.buffers().forEach(this::index);
        List<Whole> shapes = loops.buffers().stream()
                .flatMap(b -> b.shape().stream())
                .distinct()
                .toList();
        this.sizes = new Sizes(loops.program(), shapes, variables);
        for (Sizes.Named named : sizes.all()) {
            add(named.field(), TypeName.INT);
            if (named.origin() == Sizes.Origin.OPEN && named.settable()) {
                largest(named);
            }
        }
        loops.program().inputs().forEach(v -> input(buffer(v, Buffer.Place.INPUT)));
        theta(loops.program().params());
        seeds();
        vectors();
        placeAll(locals);
        this.own = own();
        Touched touched = Touched.by(loops);
        this.extents = touched.extents();
        this.functions = touched.functions();
        if (!extents.isEmpty()) {
            panel();
        }
        this.vector = options.vector() ? variables.claim("VECTOR") : "";
        if (!functions.isEmpty()) {
            rows();
        }
    }

    /** The constant that says whether products are made by vector instructions, if the class can do so. */
    Optional<String> vector() {
        return options.vector() && !extents.isEmpty() ? Optional.of(vector) : Optional.empty();
    }

    /** The name of the method that multiplies matrices, which the class then has. */
    String multiply() {
        return vector().map(helpers::useChoice).orElseGet(() -> helpers.use(Products.class, "multiply"));
    }

    /** The field with the rows that products of matrices are made in. */
    String panel() {
        return field(extents, "", "panel", ArrayTypeName.of(ArrayTypeName.of(real)));
    }

    /** The numbers of rows and columns of the matrices that are multiplied; none if none are. */
    Set<Whole> extents() {
        return extents;
    }

    /** The functions that are put in the place of many numbers. */
    Set<Primitive> functions() {
        return functions;
    }

    /** Whether each thread that works on a call needs an array of its own in the place of the field. */
    boolean isOwn(String field) {
        boolean isPanel = !extents.isEmpty() && field.equals(panel());
        boolean isRows = !functions.isEmpty() && field.equals(rows());
        return isPanel || isRows || own.contains(field);
    }

    private Set<String> own() {
        Set<String> own = new HashSet<>();
        for (Section section : loops.sections()) {
            for (Nest nest : section.nests()) {
                nest.share().ifPresent(share -> share.own().forEach(buffer -> own.add(variable(buffer))));
            }
        }
        return own;
    }

    /** The field with the rows that functions of many numbers are made in. */
    String rows() {
        return field(functions, "", "rows", ArrayTypeName.of(ArrayTypeName.of(real)));
    }

    Buffer buffer(Variable variable, Buffer.Place place) {
        return ofVariables.getOrDefault(place, Map.of()).get(variable);
    }

    /** Where the value of the output of the given number is kept. */
    Buffer output(int number) {
        return outputs.get(number);
    }

    private void index(Buffer buffer) {
        buffer.variable()
                .ifPresent(v -> ofVariables
                        .computeIfAbsent(buffer.place(), p -> new HashMap<>())
                        .put(v, buffer));
        if (buffer.place() == Buffer.Place.OUTPUT) {
            outputs.put(buffer.output(), buffer);
        }
    }

    private void input(Buffer buffer) {
        String name = field(buffer, "", buffer.name(), type(buffer));
        if (buffer.isScalar()) {
            homes.put(buffer, new Single(name));
        } else {
            At at = buffer.kind() == Kind.INDEX
                    ? At.of(0)
                    : new At(Optional.of(field(buffer, "At", buffer.name() + "At", TypeName.INT)), 0);
            homes.put(buffer, new Elements(name, at));
        }
        buffer.variable().ifPresent(this::states);
    }

    private void states(Variable input) {
        boolean isIndex = input.type().kind() == Kind.INDEX;
        boolean isArray = !input.type().isScalar();
        if (isIndex || !isArray) {
            isSet(input);
        }
        if (isArray && isIndex && sizes.varies(input)) {
            length(input);
        }
        if (isArray && !isIndex && sizes.varies(input)) {
            isWhole(input);
        }
    }

    /** The field with the number of a dim at construction. */
    String largest(Sizes.Named dim) {
        return field(dim, "Largest", "largest" + dim.field(), TypeName.INT);
    }

    /** The field that says whether a value is bound, for inputs that have no null. */
    String isSet(Variable input) {
        return field(input, "IsSet", input.name() + "IsSet", TypeName.BOOLEAN);
    }

    /** The field that says whether all of an array was bound, so that its length must be right. */
    String isWhole(Variable input) {
        return field(input, "IsWhole", input.name() + "IsWhole", TypeName.BOOLEAN);
    }

    /** The field with the number of indices that were bound. */
    String length(Variable input) {
        return field(input, "Length", input.name() + "Length", TypeName.INT);
    }

    private void theta(List<Variable> params) {
        Whole offset = Whole.ZERO;
        for (Variable param : params) {
            theta.add(slice(param, param.name() + "At", param.type().shape(), offset));
            offset = offset.plus(theta.get(theta.size() - 1).count());
        }
        for (int k = 0; k < params.size(); k++) {
            At at = theta.get(k).at();
            homes.put(buffer(params.get(k), Buffer.Place.THETA), new Elements("theta", at));
            homes.put(buffer(params.get(k), Buffer.Place.GRADIENT), new Elements("g", at));
        }
        add("theta", ArrayTypeName.of(real));
        add("parameters", TypeName.INT);
    }

    /** The upstream gradients of the outputs: one after another in an array, or one number. */
    private void seeds() {
        Whole offset = Whole.ZERO;
        for (int k = 0; k < loops.seeded(); k++) {
            Symbol output = loops.outputs().get(k);
            if (!hasOneSeed()) {
                seeds.add(slice(output, output.name() + "SeedAt", output.type().shape(), offset));
                offset = offset.plus(seeds.get(k).count());
            }
        }
        if (hasOneSeed()) {
            add("seed", real);
        } else if (!seeds.isEmpty()) {
            add("seeds", ArrayTypeName.of(real));
        }
    }

    /** Whether the only output with a seed is a scalar. */
    boolean hasOneSeed() {
        return loops.seeded() == 1 && loops.outputs().get(0).type().isScalar();
    }

    private Slice slice(Symbol symbol, String name, List<Whole> shape, Whole offset) {
        At at = offset.known().isPresent()
                ? At.of(offset.known().getAsLong())
                : new At(Optional.of(field(symbol, "At", name, TypeName.INT)), 0);
        positions.putIfAbsent(offset, at);
        return new Slice(symbol, shape, offset, at);
    }

    /** The vectors of products, which are arrays of the caller's; what is needed for matrices. */
    private void vectors() {
        for (LinearMap map : loops.maps()) {
            vector(map.from(), "v");
            vector(map.to(), "out");
            if (hasSlopes(map)) {
                isReady(map);
            }
        }
        matrices().forEach(product -> {
            row(product);
            column(product);
        });
        for (Product product : sparse()) {
            SparseMatrix matrix = product.sparse().orElseThrow();
            inside("rows", matrix.rows());
            inside("columns", matrix.columns());
            inside("entries", matrix.entries());
            SparseMatrices.fields(product).forEach((role, kind) -> sparse(product, role, kind));
        }
    }

    /** The products that are sparse matrices. */
    List<Product> sparse() {
        return loops.products().stream().filter(p -> p.sparse().isPresent()).toList();
    }

    /** A field of a sparse matrix: {@code sparseJacobianStarts}. */
    String sparse(Product matrix, String role, Kind kind) {
        String name = matrix.derivation().name() + role;
        return field(matrix, role, name, kind == Kind.TRUTH ? TypeName.BOOLEAN : ArrayTypeName.of(type(kind)));
    }

    /** Puts buffers into an array of the caller's, one after another. */
    private void inside(String array, List<Buffer> buffers, List<String> its) {
        Part end = new Part(Whole.ZERO, At.of(0), List.of());
        for (int k = 0; k < buffers.size(); k++) {
            Buffer buffer = buffers.get(k);
            At at = position(end, its.get(k));
            homes.put(buffer, new Elements(array, at));
            end = new Part(end.offset().plus(Sizes.count(buffer.shape())), at, buffer.shape());
        }
    }

    private void inside(String array, List<Buffer> buffers) {
        inside(array, buffers, buffers.stream().map(Buffer::name).toList());
    }

    /** Whether a part of the map is computed once for all vectors. */
    boolean hasSlopes(LinearMap map) {
        return loops.section(Section.slopes(map.name())).isPresent();
    }

    /** The field that says whether that part is there. */
    String isReady(LinearMap map) {
        return field(map, "IsReady", map.name() + "IsReady", TypeName.BOOLEAN);
    }

    /** The products that are whole matrices. */
    List<Product> matrices() {
        return loops.products().stream().filter(p -> p.derivation().isDense()).toList();
    }

    /** The array for a row of a matrix, or for a direction. */
    String row(Product matrix) {
        return field(matrix, "Row", matrix.derivation().name() + "Row", ArrayTypeName.of(real));
    }

    /** The array for a column of a matrix, or for upstream gradients. */
    String column(Product matrix) {
        return field(matrix, "Column", matrix.derivation().name() + "Column", ArrayTypeName.of(real));
    }

    private void vector(LinearMap.Vector vector, String array) {
        inside(
                array,
                vector.buffers(),
                vector.symbols().stream().map(Symbol::name).toList());
    }

    /** A position in an array, which is a field if it is not the same number for all sizes. */
    private At position(Part part, String of) {
        Whole offset = part.offset();
        At at = positions.get(offset);
        if (at == null && offset.known().isPresent()) {
            at = At.of(offset.known().getAsLong());
        } else if (at == null) {
            String name = variables.claim(of + "PartAt");
            add(name, TypeName.INT);
            at = new At(Optional.of(name), 0);
            parts.put(name, part);
        }
        positions.put(offset, at);
        return at;
    }

    private void placeAll(Set<Buffer> locals) {
        List<Buffer> kept = loops.buffers().stream()
                .filter(b -> !locals.contains(b) && !homes.containsKey(b))
                .toList();
        boolean many = kept.stream()
                        .filter(b -> b.isScalar() && b.place() == Buffer.Place.SCRATCH)
                        .count()
                > MANY_SCALARS;
        for (Buffer buffer : kept) {
            if (buffer.place() == Buffer.Place.SEED) {
                homes.put(
                        buffer,
                        hasOneSeed()
                                ? new Single("seed")
                                : new Elements(
                                        "seeds", seeds.get(buffer.output()).at()));
            } else if (!buffer.isScalar()) {
                homes.put(buffer, new Elements(field(buffer, "", buffer.name(), type(buffer)), At.of(0)));
                arrays.add(buffer);
            } else if (many && buffer.place() == Buffer.Place.SCRATCH) {
                int slot = slots.merge(buffer.kind(), 1, Integer::sum) - 1;
                homes.put(buffer, new Elements(slots(buffer.kind()), At.of(slot)));
            } else {
                homes.put(buffer, new Single(field(buffer, "", buffer.name(), type(buffer))));
                singles.add(buffer);
            }
        }
        slots.keySet().forEach(kind -> add(slots(kind), ArrayTypeName.of(type(kind))));
    }

    static String slots(Kind kind) {
        return switch (kind) {
            case REAL -> "scalars";
            case TRUTH -> "truths";
            case INDEX -> "wholes";
        };
    }

    TypeName type(Kind kind) {
        return switch (kind) {
            case REAL -> real;
            case TRUTH -> TypeName.BOOLEAN;
            case INDEX -> TypeName.INT;
        };
    }

    TypeName type(Buffer buffer) {
        TypeName type = type(buffer.kind());
        if (buffer.isScalar()) {
            return type;
        }
        return buffer.hasRows() ? ArrayTypeName.of(ArrayTypeName.of(type)) : ArrayTypeName.of(type);
    }

    /** Whether the forward pass may end in an exception. */
    boolean mayFail() {
        return options.singular() == Options.Singular.EXCEPTION
                && Touched.by(loops.section(Section.FORWARD).orElseThrow().nests())
                        .mayFail();
    }

    boolean isFloat() {
        return options.real() == Options.Real.FLOAT;
    }

    private void add(String name, TypeName type) {
        fields.put(name, new Field(type, fields.size()));
    }

    /** The name of a field that belongs to {@code owner}, made when it is first asked for. */
    String field(Object owner, String role, String proposal, TypeName type) {
        return names.computeIfAbsent(owner, o -> new LinkedHashMap<>()).computeIfAbsent(role, r -> {
            String name = variables.claim(proposal);
            add(name, type);
            return name;
        });
    }

    Home home(Buffer buffer) {
        return homes.get(buffer);
    }

    /** The variable that is or holds the buffer. */
    String variable(Buffer buffer) {
        return home(buffer) instanceof Single single ? single.variable() : ((Elements) home(buffer)).array();
    }

    /** The names of all fields, in order. */
    List<String> fields() {
        return List.copyOf(fields.keySet());
    }

    boolean isField(String name) {
        return fields.containsKey(name);
    }

    TypeName type(String field) {
        return fields.get(field).type();
    }

    /** The place of a field among the others. */
    int order(String field) {
        return fields.get(field).order();
    }

    void use(String field) {
        used.add(field);
    }

    boolean isUsed(String field) {
        return used.contains(field);
    }

    /** Arrays of the object besides the inputs, in order. */
    List<Buffer> arrays() {
        return arrays;
    }

    /** Single numbers of the object besides the inputs, in order. */
    List<Buffer> singles() {
        return singles;
    }

    /** The numbers of scalars that share an array, by kind. */
    Map<Kind, Integer> slots() {
        return slots;
    }

    /** Whether arrays and offsets are made outside of the constructor, so that their fields are not final. */
    boolean isLarge() {
        return arrays.size()
                        + theta.size()
                        + seeds.size()
                        + loops.program().inputs().size()
                > MANY;
    }

    /** The number of elements of theta. */
    Whole parameters() {
        return theta.stream().map(Slice::count).reduce(Whole.ZERO, Whole::plus);
    }

    /** The number of seeds. */
    Whole seedCount() {
        return hasOneSeed() ? Whole.ONE : seeds.stream().map(Slice::count).reduce(Whole.ZERO, Whole::plus);
    }

    boolean isStatic(String field) {
        return sizes.all().stream()
                .anyMatch(n -> n.origin() == Sizes.Origin.CONSTANT && n.field().equals(field));
    }
}
