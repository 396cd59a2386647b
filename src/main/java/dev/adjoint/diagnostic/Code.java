package dev.adjoint.diagnostic;

/**
 * Every kind of mistake, with what {@code ad explain} says about it. The hundreds are: 00 files, 01 text, 02 shapes, 03
 * names, 04 indices and ranges, 05 functions, 06 declarations and outputs, 07 not yet, 08 values given to a program, 09
 * generated code. A code keeps its meaning for good; {@code W} marks warnings.
 */
public enum Code {
    E0001("a file cannot be read", "The path does not name a readable file. Check the spelling and the permissions."),
    E0002("a file is not text", "An `.ad` file is UTF-8 text. This one holds bytes that are not."),
    E0003("nothing to compute", "A program needs at least one definition, such as `f = W*x`."),
    E0004("a class cannot be written", "The target is no directory, is protected, or holds a file of another origin."),

    E0101("a character that means nothing here", "The language has no such character; see the language reference."),
    E0102("something is missing or out of place", "The text does not go on as a formula or declaration can."),
    E0103("a bracket is not closed", "Each `(`, `[` and `{` needs its partner before the next declaration."),
    E0104("a number is written in another way", "Numbers have digits on both sides of the point: `2.0`, `0.5`."),
    E0105("nested too deep", "Brackets, conditions and operators may nest a few hundred levels deep, no more."),
    E0106("comparisons do not chain", "Write `a < b && b < c`."),
    E0107("an operator of another language", "Some operators are spelt otherwise here; the message says how."),

    E0201("two shapes do not match", "`+ - .* ./ .^` need equal shapes, or a scalar on one side."),
    E0202(
            "two columns are multiplied",
            "Say which product: `x'*y` (inner), `x*y'` (outer) or `x .* y` (each element)."),
    E0203("the inner sizes of a product differ", "In `A*B` the columns of A are as many as the rows of B."),
    E0204("a product of rank 3 or more", "Matrix notation ends at rank 2: write it by index."),
    E0205("a scalar is needed", "`^`, comparisons and the divisor of `/` take scalars; `.^` and `./` act on elements."),
    E0206("a stated shape is not the shape", "The shape after `:` is checked against what the formula yields."),
    E0207("a row stands where a column belongs", "Rows are written only on the way to a product."),
    E0208("a transpose of what has none", "`'` is for vectors and matrices."),
    E0209(
            "a number, index or truth value is needed",
            "A truth value stands only in conditions; an index in subscripts."),
    E0210("the parts of an array differ in shape", "What is put together with `[ , ]` or `concat` has one shape."),
    E0211("the sides of a condition differ in shape", "Both sides of `if` have one shape."),
    E0212("a reduction of a scalar", "A reduction takes an array, or `expr for i`."),
    E0213("a function is given a wrong shape", "The message says which shapes the function takes."),

    E0301("a name is not known", "A name is used below its definition."),
    E0302("a name is defined twice", "Each name is defined once; dims and values share one namespace."),
    E0303("an index hides a value", "An index on a left side may not have the name of a value."),
    E0304("a name is not a value", "A function or dim cannot stand where a value is needed."),

    E0401("a subscript leaves the array", "Every read is proved in range for all values of its indices."),
    E0402("an index has two ranges", "An index gets its range from the axes where it stands alone; those must agree."),
    E0403("the range of an index is not known", "Say it: `where i in SO`, `for i in SO` or `for u in 0:2`."),
    E0404("the number of subscripts is wrong", "Every axis is written: `A[i,:]`, not `A[i]`."),
    E0405("a subscript is not a whole number", "Subscripts are sums and products of indices, dims and whole numbers."),
    E0406("a range is not made of dims and numbers", "The bounds of a range are dims and numbers, not indices."),
    E0407(
            "the size of a slice depends on an index",
            "The ends of a slice may hold indices if their difference does not."),
    E0408("an index is bound and not used, or used twice", "Each index on a left side is a different name."),
    E0409("a gathered subscript belongs to another dim", "An index input of C reads an axis that is C long."),

    E0501("a function is not known", "The message lists the closest names."),
    E0502("the number of arguments is wrong", "The message says how the function is called."),
    E0503("a function refers to itself", "Functions are inlined at each use, so they cannot be recursive."),
    E0504("the body of a function does not fit the arguments", "The body is checked at each use."),
    E0505("the number of results is wrong", "`u, v = f(x)` takes as many results as `f` returns."),
    E0506("an argument is written as in another language", "There are no axis numbers and no named arguments."),

    E0601("a size is not made of dims and numbers", "Sizes are sums, products and floor divisions by a constant."),
    E0602("a size can never be 1 or more", "Every size is at least 1."),
    E0603("a start value does not fit", "A start value is a constant: a number, or an array of the param's shape."),
    E0604("a const is not constant", "A const is made of numbers, dims and other consts."),
    E0605("an output cannot be an output", "Outputs are definitions that are real numbers or arrays of them."),
    E0606("a declaration is incomplete", "The message shows the form."),

    E0701("not yet", "The language has it, this version of the compiler does not."),

    E0801("a value is missing", "Every param and input of the program needs a value."),
    E0802("a value has a wrong shape", "Arrays are nested as the declared shape is, row by row."),
    E0803("a value is not a number", "Values are numbers, \"NaN\", \"Infinity\" or \"-Infinity\"."),
    E0804("an index is out of range", "An index input of C is a whole number from 0 to C - 1."),
    E0805("a dim has two sizes, or none", "Open dims follow from the arrays' shapes, or are given by name."),
    E0806("a name in the values is not in the program", "The message lists the closest names."),
    E0807("the values cannot be read", "Values are one JSON object: {\"W\": [[1, 2]], \"y\": 3}."),
    E0808("a gradient needs a scalar", "Only a scalar has a gradient: sum the output, or weigh it with seeds."),
    E0809("a condition on the sizes does not hold", "Some reads are in range only for certain sizes."),

    E0901("two names become one in Java", "Greek letters are spelt out in Java, so `θ` and `theta` clash."),
    E0902("a name cannot be used in Java", "Class and package names must be Java identifiers."),
    E0903("the program is too large for one class", "The message says what grew too large."),

    W0001("a param has no influence", "No output depends on it, so its gradient is zero.");

    private final String title;
    private final String explanation;

    Code(String title, String explanation) {
        this.title = title;
        this.explanation = explanation;
    }

    public String title() {
        return title;
    }

    public String explanation() {
        return explanation;
    }

    public Severity severity() {
        return name().startsWith("W") ? Severity.WARNING : Severity.ERROR;
    }
}
