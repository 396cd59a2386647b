package dev.adjoint.diagnostic;

/**
 * Every kind of mistake, with what {@code ad explain} says about it. The hundreds are: 00 files, 01 text, 02 shapes, 03
 * names, 04 indices and ranges, 05 functions, 06 declarations and outputs, 07 not yet, 08 values given to a program, 09
 * generated code. A code keeps its meaning for good; {@code W} marks warnings.
 *
 * <p>The file is long because it is the list of all codes, with their texts.
 *
 * <p>The wrong and the right example of the codes 01 to 07 and of the warnings are programs, below {@link #SETTING}.
 */
public enum Code {
    E0001(
            "a file cannot be read",
            "The path does not name a file that can be read: it is missing, a directory, or protected. "
                    + "Check the spelling and the folder that the command runs in; `-` reads the standard input.",
            "ad compile net",
            "ad compile net.ad"),
    E0002(
            "a file is not text",
            "An `.ad` file is UTF-8 text, and this one holds bytes that are not. It may be a compiled or "
                    + "packed file, or text in another encoding, which can be converted.",
            "ad compile Net.class",
            "iconv -f LATIN1 -t UTF-8 old.ad > net.ad"),
    E0003(
            "nothing to compute",
            "A program needs at least one definition: declarations alone compute nothing. A line that "
                    + "begins with `#` is a comment.",
            "# f = sum(x)",
            "f = sum(x)"),
    E0004(
            "a file cannot be written",
            "The target is no directory, is protected, or holds a file of another origin. A class that "
                    + "does not begin with the line that Adjoint writes is never replaced: move it, or write "
                    + "elsewhere.",
            "ad compile net.ad -d README.md",
            "ad compile net.ad -d src/generated"),
    E0005(
            "files use each other in a circle",
            "What a file uses is read before it, so a file cannot use itself, not even through others. "
                    + "Functions that two files need stand in a third, which both use.",
            "use \"a.ad\"    # in b.ad, where a.ad says: use \"b.ad\"",
            "use \"c.ad\"    # in a.ad and in b.ad"),
    E0006(
            "a used file has nothing to bring",
            "`use` brings the functions and consts that the named file itself defines. What that file uses is "
                    + "not passed on, and its dims, params, inputs and definitions stay where they are.",
            "use \"net.ad\"    # where net.ad says: use \"layers.ad\"",
            "use \"layers.ad\""),
    E0007(
            "a name is defined in two files",
            "A file's own names and those that it brings by `use` share one namespace, and nothing hides "
                    + "anything. Rename one of the two. Names that a used file brings for itself are in nobody's way.",
            "use \"layers.ad\"\nfn dense(W, x) = W*x    # layers.ad has a dense",
            "use \"layers.ad\"\nfn linear(W, x) = W*x"),
    E0008(
            "something of a used file does not come along",
            "`use` brings functions and consts, and this one rests on a dim, param, input or definition of its "
                    + "file. What a function needs it takes as a parameter, whose stated shape also names the sizes; "
                    + "a const that comes along is made of numbers and other consts.",
            "dim D\nfn average(x) = sum(x)/D",
            "fn average(x[D]) = sum(x)/D"),

    E0101(
            "a character that means nothing here",
            "The language has no such character outside comments. Formulas are written with the operators "
                    + "of the keyboard; names are made of the letters a to z, Greek letters, digits and `_`.",
            "f = 2 × sum(x)",
            "f = 2*sum(x)"),
    E0102(
            "something is missing or out of place",
            "The text does not go on as a formula or declaration can. Often an operator, a comma or an "
                    + "operand is missing just before the place shown. A newline ends a statement, except inside "
                    + "brackets and after an operator.",
            "f = 2 sum(x)",
            "f = 2*sum(x)"),
    E0103(
            "a bracket is not closed",
            "Each `(`, `[` and `{` needs its partner. An open bracket ends, with this error, at a line "
                    + "that begins with a declaration word, at a `;` and at the end of the file.",
            "f = sum(exp(x)",
            "f = sum(exp(x))"),
    E0104(
            "a number is written in another way",
            "Numbers are decimal and have digits on both sides of the point: `2.0`, `0.5`, `1e-3`. So "
                    + "`2.*x` can only mean `2 .* x`.",
            "f = .5*sum(x)",
            "f = 0.5*sum(x)"),
    E0105(
            "nested too deep",
            "Brackets, conditions and operators may nest a few hundred levels deep, no more. Give the "
                    + "inner parts names of their own, or write a sum over an index.",
            "f = (((((… x[0] …)))))",
            "g = 2*x[0]\nf = g + 1"),
    E0106(
            "comparisons do not chain",
            "A comparison is a truth value, and that is not compared with a number. Join two comparisons " + "by `&&`.",
            "f = if 0 < y < 3 then 1 else 2",
            "f = if 0 < y && y < 3 then 1 else 2"),
    E0107(
            "an operator of another language",
            "Some operators are spelt otherwise here, and the message says how: the power is `^`, the "
                    + "transpose `'`, the matrix product `*`, the product of each element `.*`.",
            "f = sum(x)**2",
            "f = sum(x)^2"),

    E0201(
            "two shapes do not match",
            "`+ - .* ./ .^` and functions of several numbers need equal shapes, or a scalar on one side; "
                    + "there is no other broadcasting. Shapes match by the names of their dims: `[D]` and `[H]` "
                    + "differ even where both will be 10.",
            "f = x + b",
            "f = W*x + b"),
    E0202(
            "two columns are multiplied",
            "`x*y` of two columns could mean three things, so it means none. Say which: `x'*y` is the "
                    + "inner product, a number; `x*y'` the outer one, a matrix; `x .* y` multiplies each element.",
            "f = x*x",
            "f = x'*x"),
    E0203(
            "the inner sizes of a product differ",
            "In `A*B` the columns of A are as many as the rows of B: `[m,k]*[k]` is `[m]`, `[m,k]*[k,n]` "
                    + "is `[m,n]`. Often a `'` is missing, or is one too many.",
            "f = W'*x",
            "f = W*x"),
    E0204(
            "a product of rank 3 or more",
            "Matrix notation ends at rank 2: for more axes it would not say which are summed. Write the "
                    + "product by index.",
            "T[i,j,k] = x[i]*x[j]*x[k]\nf = T*x",
            "T[i,j,k] = x[i]*x[j]*x[k]\nf[i,j] = sum(T[i,j,k]*x[k] for k)"),
    E0205(
            "a scalar is needed",
            "`^`, comparisons, conditions and the divisor of `/` take scalars. For each element there are "
                    + "`.^` and `./`, and `[if x[i] > 0 then … else … for i]`.",
            "f = x^2",
            "f = x.^2"),
    E0206(
            "a stated shape is not the shape",
            "The shape after `:` is optional; where it stands, it is checked against what the formula "
                    + "yields. Correct the one that is wrong.",
            "h : [D] = W*x",
            "h : [H] = W*x"),
    E0207(
            "a row stands where a column belongs",
            "A row such as `x'` is written only on the way to a product: `x'*y`, `x*y'`, `x'*A`. A "
                    + "definition, argument or output is a column, so transpose the whole product.",
            "f = x'*A",
            "f = A'*x"),
    E0208(
            "a transpose of what has none",
            "`'` makes a row of a column, a column of a row, and transposes a matrix. A scalar needs "
                    + "none, and the axes of a larger array are exchanged by index, `B[i,k,j] = A[i,j,k]`.",
            "f = sum(x)'",
            "f = sum(x)"),
    E0209(
            "a number, index or truth value is needed",
            "Truth values stand in conditions only and are not added or multiplied; numbers are not "
                    + "conditions. `if` makes a number of a truth value, a comparison a truth value of numbers.",
            "f = sum(x) + (y == 0)",
            "f = sum(x) + (if y == 0 then 1 else 0)"),
    E0210(
            "the parts of an array differ in shape",
            "`[a, b]` puts together parts of one shape, as rows of a new array. `concat` joins arrays "
                    + "along the first axis, so only the first sizes may differ.",
            "f = [x, b]",
            "f = concat(x, b)"),
    E0211(
            "the sides of a condition differ in shape",
            "`if` yields one value, whichever side is taken, so both sides have one shape. Only one of "
                    + "them is computed and differentiated.",
            "f = if y == 0 then x else b",
            "f = if y == 0 then W*x else b"),
    E0212(
            "a reduction of a scalar",
            "A reduction takes an array, or `expr for i`; of one scalar it would do nothing. `max` and "
                    + "`min` of two or more arguments act on each element.",
            "f = max(sum(x))",
            "f = max(0, sum(x))"),
    E0213(
            "a function is given a wrong shape",
            "Some functions take vectors or square matrices only; the message says which. A reduction by "
                    + "index takes `for`, any other function does not.",
            "f = trace(x)",
            "f = trace(A)"),
    E0214(
            "a carried value changes its shape or kind",
            "What a loop carries is of one shape and one kind in all steps: those of the first value, which "
                    + "stands after `carry`. `zeros(H)` begins a vector, `zeros(H, D)` a matrix.",
            "scan n in N carry h = 0 { h = tanh(A*X[n,:]) }\nf = h",
            "scan n in N carry h = zeros(D) { h = tanh(A*X[n,:]) }\nf = h"),
    E0215(
            "the shape of rows is not known",
            "A row that reads rows of steps before has their shape, which must be seen from something else: "
                    + "from one side of an `if`, say. Otherwise state the shape of a row.",
            "scan n in N { s[n] = X[n,:] + (if n > 0 then A*s[n-1,:] else A*s[n,:]) }\nf = s",
            "scan n in N { s[n] : [D] = X[n,:] + (if n > 0 then A*s[n-1,:] else zeros(D)) }\nf = s"),
    E0216(
            "the sides of a system differ in size",
            "`solve(A, b)` is the x with A*x = b, so the right side has as many rows as A. It is a vector, "
                    + "or a matrix whose columns are right sides.",
            "f = solve(A, b)",
            "f = solve(A, x)"),

    E0301(
            "a name is not known",
            "A name is used below its definition, never above, and upper and lower case differ. The "
                    + "message lists names that are spelt alike.",
            "f = sum(h)\nh = W*x",
            "h = W*x\nf = sum(h)"),
    E0302(
            "a name is defined twice",
            "Each name is defined once: a definition says what something is, and nothing is assigned. "
                    + "Dims and values share one namespace.",
            "f = W*x\nf = f + b",
            "z = W*x\nf = z + b"),
    E0303(
            "an index hides a value",
            "An index on a left side may not have the name of a value, because the right side could then "
                    + "mean either. Call the index something else.",
            "f[b] = X[b,0]",
            "f[n] = X[n,0]"),
    E0304(
            "a name is not a value",
            "A function is called with arguments and cannot stand alone in a formula. What is needed here "
                    + "is a number or an array.",
            "f = exp + 1",
            "f = exp(sum(x)) + 1"),
    E0305(
            "a step changes what it does not carry",
            "A definition inside a loop is local to the step. Only what is carried goes on from step to step: it "
                    + "begins with a first value after `carry`, and each step says its next one.",
            "total = 0\nscan n in N { total = total + sum(X[n,:]) }\nf = total",
            "scan n in N carry total = 0 { total = total + sum(X[n,:]) }\nf = total"),

    E0401(
            "a subscript leaves the array",
            "Every read is proved in range for all values of its indices, with the conditions around it. "
                    + "Make the range of the index smaller, or read only where it is in range: `if i > 0 then "
                    + "x[i-1] else 0`. Indices begin at 0, so the last element of `x[D]` is `x[D-1]`.",
            "f[i] = x[i+1] - x[i]",
            "f[i] = x[i+1] - x[i] where i in 0:D-1"),
    E0402(
            "an index has two ranges",
            "An index gets its range from the axes where it stands alone, and those must be of one dim. A "
                    + "range that is said wins over every axis: `where i in D`, `for i in D`.",
            "f[i] = x[i] + b[i]",
            "f[i] = x[i] + sum(W[k,i]*b[k] for k)"),
    E0403(
            "the range of an index is not known",
            "An index that stands alone in a subscript ranges over that axis. One that stands only in "
                    + "sums such as `i + p`, or nowhere, says its range: `where i in D` on a left side, `for i in "
                    + "D` or `for u in 0:2` in a reduction.",
            "f = sum(x[i/2] for i)",
            "f = sum(x[i/2] for i in D)"),
    E0404(
            "the number of subscripts is wrong",
            "Every axis is written, a whole one as `:`. So the first row of a matrix is `A[0,:]`, and its "
                    + "first column `A[:,0]`.",
            "f = A[0]",
            "f = A[0,:]"),
    E0405(
            "a subscript is not a whole number",
            "A subscript is made of indices, dims and whole numbers with `+ - *`, `/` by a number (which "
                    + "floors) and `mod`, or it is an index value such as an input `y in C`. Real numbers are not "
                    + "rounded.",
            "f = x[0.5]",
            "f = x[0]"),
    E0406(
            "a range is not made of dims and numbers",
            "The bounds of a range are the same for every step, so that loops have fixed sizes: they hold "
                    + "no index and no data. A range that depends on an index is a filter.",
            "f[i] = sum(A[i,j] for j in 0:i)",
            "f[i] = sum(A[i,j] for j if j < i)"),
    E0407(
            "the size of a slice depends on an index",
            "In `x[a:b]` both ends may hold indices if b - a does not, as in `x[i:i+3]`: every slice has "
                    + "one size. For one that grows use a filter.",
            "f[i] = sum(x[0:i]) where i in D",
            "f[i] = sum(x[j] for j if j < i) where i in D"),
    E0408(
            "an index is bound and not used, or used twice",
            "Each index on a left side, or after `for`, is a different name, and each range said belongs "
                    + "to one of them. The diagonal of a matrix is read, not written.",
            "f[i,i] = A[i,i]",
            "f[i] = A[i,i]"),
    E0409(
            "a gathered subscript belongs to another dim",
            "An index input `tok[n] in D` counts along axes that are D long, and no others: it is checked "
                    + "once, when it is bound. Declare it with the dim of the axis that it reads.",
            "f[n] = b[tok[n]]",
            "f[n] = x[tok[n]]"),
    E0410(
            "a row is read before it is there",
            "Inside a loop the rows of the steps before are there, and that of this step below the line "
                    + "that defines it. All of them together are there below the loop.",
            "scan n in N { s[n] = sum(X[n,:])\n  u[n] = sum(s) }\nf = u",
            "scan n in N { s[n] = sum(X[n,:]) }\nf = sum(s)"),
    E0411(
            "the step of a loop is not the first index",
            "What a loop collects has one row for each step, so the index of the loop stands first on the "
                    + "left side. With the axes in another order it is written below the loop, by index.",
            "scan n in N { s[d,n] = X[n,d]^2 }\nf = s",
            "scan n in N { s[n,d] = X[n,d]^2 }\nf[d,n] = s[n,d]"),

    E0501(
            "a function is not known",
            "There is no built-in function of that name and no `fn` above. The message lists names that "
                    + "are spelt alike. An array is read with `[ ]`, and a product needs its `*`.",
            "f = sigmod(sum(x))",
            "f = sigmoid(sum(x))"),
    E0502(
            "the number of arguments is wrong",
            "The message says how the function is called. There are no default arguments.",
            "f = hypot(sum(x))",
            "f = hypot(sum(x), 1)"),
    E0503(
            "a function refers to itself",
            "A function is checked and inlined at each use, so it cannot be recursive. A body sees what "
                    + "stands above it; what repeats is a sum over an index.",
            "fn g(t) = if t < 1 then t else g(t/2)\nf = g(4)",
            "fn g(t) = if t < 1 then t else t/2\nf = g(4)"),
    E0504(
            "the body of a function does not fit the arguments",
            "A parameter may state its shape, whose names are dims of the body: in `fn f(u[K], v[K]) = …` "
                    + "both arguments are of one size. Without that the body is checked at each use with the shapes "
                    + "given there; a mistake found so has its own code, and shows the place in the body and the "
                    + "call.",
            "fn far(u[K], v[K]) = norm(u - v)\nf = far(x, b)",
            "fn far(u[K], v[K]) = norm(u - v)\nf = far(x, W'*b)"),
    E0505(
            "the number of results is wrong",
            "A function that ends in `return a, b` is taken apart by `u, v = f(x)`, with as many names as "
                    + "it returns. Only then can the results stand in a formula.",
            "fn halves(v) { p = v/2; q = v - p; return p, q }\nf = halves(x)",
            "fn halves(v) { p = v/2; q = v - p; return p, q }\nu, v = halves(x)\nf = u + v"),
    E0506(
            "an argument is written as in another language",
            "There are no axis numbers and no named arguments: an axis is named by its index. What is "
                    + "summed stands in the brackets, what remains on the left.",
            "f = sum(A, 0)",
            "f[j] = sum(A[i,j] for i)"),
    E0507(
            "an argument is not a whole number",
            "The n of `polygamma(n, x)` counts derivatives: it is 0, 1, 2 and so on, made of numbers, dims and "
                    + "indices by `+ - *`. It has no gradient. Real numbers are not rounded.",
            "f = polygamma(0.5, x[0])",
            "f = polygamma(1, x[0])"),
    E0508(
            "a function's own gradient has the wrong number of names or values",
            "After `backward` (or `surrogate`) stand the names of the upstream gradients, one for each result, then "
                    + "those of the results; behind the `=` stands one value for each argument, in order. An argument "
                    + "without a gradient has the value 0.",
            "fn times(u, v) = u*v backward d, y = d*v\nf = times(sum(x), 2)",
            "fn times(u, v) = u*v backward d, y = d*v, d*u\nf = times(sum(x), 2)"),
    E0509(
            "a function's own gradient has another shape than the argument",
            "What reaches an argument has its shape: a derivative for each of its elements. An argument that is used "
                    + "for each element of an array gets the sum of what all of them say. What the function returns "
                    + "is real.",
            "fn total(v) = sum(v) backward d, y = d\nf = total(x)",
            "fn total(v[K]) = sum(v) backward d, y = d*ones(K)\nf = total(x)"),
    E0510(
            "a function's own gradient is not linear in the upstream gradient",
            "By the chain rule what reaches an argument is the upstream gradient times a derivative. So the upstream "
                    + "gradient stands in every term, and only in sums, products and quotients with what does not "
                    + "depend on it, `if` whose condition does not depend on it, subscripts, `sum` and `mean`.",
            "fn cube(t) = t*t*t backward d, y = 3*t*t\nf = cube(sum(x))",
            "fn cube(t) = t*t*t backward d, y = 3*t*t*d\nf = cube(sum(x))"),
    E0511(
            "a function with its own gradient reads what is no argument",
            "The gradient that a function says has a value for each argument, and for nothing else. So a param, a real "
                    + "input, or what depends on them is passed as an argument; consts, dims and indices may be read "
                    + "as they are.",
            "fn shift(t) = t + x[0] backward d, y = d\nf = shift(sum(b))",
            "fn shift(t, s) = t + s backward d, y = d, d\nf = shift(sum(b), x[0])"),
    E0512(
            "a derivative is taken with respect to what is no real value with a name",
            "The second argument of `grad`, `jacobian`, `hessian` and `jvp` is the name of a param, input, definition, "
                    + "carried value or argument of the function around, and its elements are real. A formula gets a "
                    + "name first; an index, a dim or a truth value has no derivative.",
            "f = grad(sum(x.^2), x[0])",
            "g = grad(sum(x.^2), x)\nf = g[0]"),
    E0513(
            "a gradient of an array",
            "`grad(e, x)` and `hessian(e, x)` are of one number: the derivatives of an array are its Jacobian, "
                    + "`jacobian(e, x)`, with the shape of e and then that of x. Under an index there is a gradient for "
                    + "each value of it.",
            "f = grad(W*x, x)",
            "f = jacobian(W*x, x)"),
    E0514(
            "a direction has another shape",
            "The v of `jvp(e, x, v)` says how fast each element of x changes, so it has the shape of x. The result says "
                    + "how fast each element of e changes then.",
            "f = jvp(W*x, x, b)",
            "f = jvp(W*x, x, x)"),
    E0515(
            "a derivative inside a loop reaches through its steps",
            "What a loop carries was made in the steps before. If a derivative is taken inside the loop with respect to "
                    + "something outside of it, those steps count too, and each step would have to go through all of "
                    + "them again. Below the loop the derivative of what it collects says the same; with `stop` around it "
                    + "a carried value is held fixed.",
            "scan n in N carry h = 0 { h = h + x[0]; g = grad(h^2, x); s[n] = g[0] }",
            "scan n in N carry h = 0 { h = h + x[0]; s[n] = h^2 }\ng = jacobian(s, x)"),

    E0601(
            "a size is not made of dims and numbers",
            "Sizes are sums, products and floor divisions by a constant, over dims and whole numbers. "
                    + "What is divided by an open dim, or depends on data, is no size.",
            "param U[D/H]\nf = sum(U)",
            "param U[D/2]\nf = sum(U)"),
    E0602(
            "a size can never be 1 or more",
            "Every size is at least 1, and every dim too. This one is 0 or less for all dims.",
            "param U[1 - D]\nf = sum(U)",
            "param U[D + 1]\nf = sum(U)"),
    E0603(
            "a start value does not fit",
            "A start value is a constant: a number, which holds for each element, or an array of the "
                    + "param's shape. What depends on data is a definition.",
            "param g = sum(x)\nf = g*sum(x)",
            "param g = 1\nf = g*sum(x)"),
    E0604(
            "a const is not constant",
            "A const is made of numbers, dims and other consts. What depends on params or inputs is a "
                    + "definition, without the word `const`.",
            "const k = 2*sum(x)\nf = k + 1",
            "const k = 2/D\nf = k*sum(x)"),
    E0605(
            "an output cannot be an output",
            "Outputs are definitions that are real numbers or indices, or arrays of them: no inputs, params, "
                    + "truth values or rows. Without `output` the last definition is the only one.",
            "f = sum(x)\noutput x",
            "f = sum(x)\noutput f"),
    E0606(
            "a declaration is incomplete",
            "A declaration says a name, and where it has one a shape: `dim D`, `param W[H,D]`, `input "
                    + "x[D], y in C`, `const k = 2`. The message shows the form.",
            "param g[]\nf = g*sum(x)",
            "param g\nf = g*sum(x)"),
    E0607(
            "a derivative that there is not",
            "`derive` asks for `jvp`, `vjp`, `jacobian`, `sparseJacobian`, `hessianVector`, `hessian` or "
                    + "`sparseHessian` of a definition that is made of real numbers; the last three are those of a single "
                    + "number. A Jacobian may be said to be computed `by forward` or `by reverse`.",
            "f = W*x + b\nderive hessian f",
            "f = sum((W*x + b).^2)\nderive hessian f"),
    E0608(
            "something that nothing is derived by",
            "After `wrt` stand params and real inputs, in the order in which their numbers make up the vectors "
                    + "of the product. Definitions, dims and indices are no such things; without `wrt` it is all params.",
            "h = W*x\nf = sum(h.^2)\nderive hessian f wrt h",
            "h = W*x\nf = sum(h.^2)\nderive hessian f wrt W"),

    E0701(
            "not yet",
            "The language has it, this version of the compiler does not. The message names what is "
                    + "missing; often the same can be written with what is there.",
            "param u[D] = softmax(ones(D))\nf = u'*x",
            "param u[D] = 1/D\nf = u'*x"),

    E0801(
            "a value is missing",
            "Every param and input of the program needs a value, in the file of values or after the "
                    + "program on the command line. Open dims follow from the shapes of the arrays.",
            "{\"W\": [[1, 2]]}",
            "{\"W\": [[1, 2]], \"x\": [3, 4]}"),
    E0802(
            "a value has a wrong shape",
            "Arrays are nested as the declared shape is, row by row: `x[D]` is a list of numbers, "
                    + "`W[H,D]` a list of H lists of D numbers. All rows are of one length.",
            "{\"x\": [[3], [4]]}",
            "{\"x\": [3, 4]}"),
    E0803(
            "a value is not a number",
            "Values are numbers, or \"NaN\", \"Infinity\" and \"-Infinity\" in quotes. There are no "
                    + "`null` and no truth values.",
            "{\"x\": [3, null]}",
            "{\"x\": [3, \"NaN\"]}"),
    E0804(
            "an index is out of range",
            "The value of an input `y in C` is a whole number from 0 to C - 1. With `dim C = 10` the "
                    + "largest is 9.",
            "{\"y\": 10}",
            "{\"y\": 9}"),
    E0805(
            "a dim has two sizes, or none",
            "Open dims follow from the shapes of the arrays, and all arrays must agree. A dim that no "
                    + "array shows is given by name, as a number.",
            "{\"W\": [[1, 2]], \"x\": [3, 4, 5]}",
            "{\"W\": [[1, 2]], \"x\": [3, 4]}"),
    E0806(
            "a name in the values is not in the program",
            "Values are given for params, inputs and open dims, by their names; upper and lower case "
                    + "differ. The message lists names that are spelt alike.",
            "{\"w\": [[1, 2]], \"x\": [3, 4]}",
            "{\"W\": [[1, 2]], \"x\": [3, 4]}"),
    E0807(
            "the values cannot be read",
            "Values are one JSON object with a name for each array. Names stand in double quotes, and "
                    + "each is given once.",
            "{W: [[1, 2]]}",
            "{\"W\": [[1, 2]]}"),
    E0808(
            "a gradient needs a scalar",
            "Only a scalar has a gradient: an array has a Jacobian. Sum the output, or in Java weigh its "
                    + "elements with the seeds of `backward`.",
            "f = W*x",
            "f = sum(W*x)"),
    E0809(
            "a condition on the sizes does not hold",
            "Some programs read in range, or have sizes of at least 1, only for certain sizes. The "
                    + "message says the condition and where it comes from; the generated class checks it in its "
                    + "constructor.",
            "dim S = 2, K = 3, SO = S - K + 1",
            "dim S = 3, K = 3, SO = S - K + 1"),
    E0810(
            "the values make a loop read a row before it is there",
            "In `posed[b] = … posed[parent[b],:,:]*local` the values of `parent` say which row is read. In step "
                    + "b only rows of steps before are there, so each index must be smaller than its position.",
            "{\"parent\": [0, 2, 0]}",
            "{\"parent\": [0, 0, 1]}"),
    E0811(
            "a formula has no value at these values",
            "A matrix is singular, so that nothing solves its equations, or not positive definite, so that "
                    + "it has no `chol`. The message names the formula and the pivot, counted from 0.",
            "{\"A\": [[1, 2], [2, 4]]}",
            "{\"A\": [[1, 2], [2, 5]]}"),
    E0812(
            "an adjoint that the language has no words for",
            "`ad derive` writes the adjoint program in the language itself. It cannot yet do so for a `scan` inside a "
                    + "`scan` inside a `scan`, nor for `chol` in the steps of a `scan`. The compiled class has their "
                    + "gradient all the same.",
            "scan t in T carry A = B { A = chol(A) + B }",
            "L = chol(B)"),

    E0901(
            "two names become one in Java",
            "Names in the generated class are ASCII: Greek letters are spelt out, so `θ` and `theta` "
                    + "clash. Rename one of them.",
            "param θ, theta\nf = θ*theta",
            "param θ, phi\nf = θ*phi"),
    E0902(
            "a name cannot be used in Java",
            "The class is named after the file, and class and packages must be Java identifiers. Rename "
                    + "the file, or say another name.",
            "ad compile 2-layers.ad",
            "ad compile 2-layers.ad --class TwoLayers"),
    E0903(
            "the program is too large for one class",
            "A Java class holds a limited number of constants and methods. The message says what grew too "
                    + "large; usually many like definitions can be one by index.",
            "f = x[0] + x[1] + … + x[9999]",
            "f = sum(x)"),

    W0001(
            "a param has no influence",
            "No output depends on this param, so its gradient is zero and nothing can be learnt for it. "
                    + "Use it, put out what uses it, or leave it out.",
            "param g\nf = sum(x)",
            "param g\nf = g*sum(x)"),
    W0002(
            "a derivative is zero",
            "What is differentiated does not depend on what the derivative is taken with respect to: no formula leads from "
                    + "the one to the other, or only a condition, a position, `stop` or a step function like `floor` "
                    + "does. The derivative is zeros.",
            "f = grad(sum(x), b)",
            "f = grad(sum(x.^2), x)");

    /** The declarations that the examples stand below. */
    public static final String SETTING = """
            dim C, D, H, N
            param W[H,D], A[D,D], b[H]
            input x[D], X[N,D], y in C, tok[N] in D
            """;

    private static final String INDENT = "\n    ";

    private final String title;
    private final String text;
    private final String wrong;
    private final String right;

    Code(String title, String text, String wrong, String right) {
        this.title = title;
        this.text = text;
        this.wrong = wrong;
        this.right = right;
    }

    public String title() {
        return title;
    }

    /** Two or three sentences, then the examples: several lines, without a newline at the end. */
    public String explanation() {
        return text
                + "\n\nWrong:"
                + indented(wrong)
                + "\n\nRight:"
                + indented(right)
                + (isAboutPrograms() ? "\n\nwhere" + indented(SETTING.stripTrailing()) : "");
    }

    private static String indented(String example) {
        return INDENT + example.replace("\n", INDENT);
    }

    /** An example that has this mistake. */
    public String wrong() {
        return wrong;
    }

    /** The same without the mistake. */
    public String right() {
        return right;
    }

    /** Whether the mistake is in a program, and the examples are programs. */
    public boolean isAboutPrograms() {
        return severity() == Severity.WARNING || (name().compareTo("E01") > 0 && name().compareTo("E08") < 0);
    }

    public Severity severity() {
        return name().startsWith("W") ? Severity.WARNING : Severity.ERROR;
    }
}
