package dev.adjoint.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.source.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormatterTest {

    /** Every program that there is keeps its meaning, and the samples are laid out already. */
    @TestFactory
    Stream<DynamicTest> programs() throws IOException {
        return Stream.concat(files("samples", "src/bench/ad"), files("src/test/ad"))
                .filter(file -> !file.startsWith("src/test/ad/bad"))
                .map(file -> dynamicTest(file.toString(), () -> {
                    String text = Files.readString(file);
                    String formatted = Formatted.of(text);
                    if (!file.startsWith("src/test/ad")) {
                        assertEquals(text, formatted, "to be laid out by `ad fmt " + file + "`");
                    }
                }));
    }

    private static Stream<Path> files(String... folders) throws IOException {
        Stream<Path> all = Stream.empty();
        for (String folder : folders) {
            try (Stream<Path> files = Files.walk(Path.of(folder))) {
                all = Stream.concat(all, files.filter(f -> f.toString().endsWith(".ad")).sorted().toList().stream());
            }
        }
        return all;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "f=W * x+b | f = W*x + b",
                "f = a ^ 2 / b .^ 2 | f = a^2/b.^2",
                "f = a .*b + c.*d ./ e | f = a .* b + c.*d ./ e",
                "f = - a - -b* -c^ -2 | f = -a - -b*-c^-2",
                "f = 2 .* x + 2 .^ x | f = 2 .* x + 2.^x",
                "f = if !(a<b)&&c>=d then-1 else[1,2] | f = if !(a < b) && c >= d then -1 else [1, 2]",
                "f = x ' * y'*(A) ' | f = x'*y'*(A)'",
                "f = g ( a,b ) + ( c ) | f = g(a, b) + (c)",
                "z [ i , j ]=x[i + 1, : , j - 1:N + 2] where i in N-1,j in 0 : N - 1 |"
                        + " z[i,j] = x[i+1,:,j-1:N+2] where i in N - 1, j in 0:N-1",
                "f = x[mod(i-1,N) - 1] | f = x[mod(i - 1, N)-1]",
                "f = x[(i-1)*2 - -1] | f = x[(i - 1)*2--1]",
                "f = sum(x[i]for i in : 3,j in 2 : if i<j) | f = sum(x[i] for i in :3, j in 2: if i < j)",
                "f = [ [ 1,2 ],[ a[0 , 1],3 ] ] [0,1] | f = [[1, 2], [a[0,1], 3]][0,1]",
                "s[n]:[ C,D - 1 ]=x | s[n] : [C,D-1] = x",
                "u,v=f(x) | u, v = f(x)",
                "dim D,H=D+1 | dim D, H = D + 1",
                "param W [H , D - 1],b=1 | param W[H,D-1], b = 1",
                "input y [N]in C | input y[N] in C",
                "const a:[2]=[1,2] | const a : [2] = [1, 2]",
                "fn f ( a,b [N , M] )=a backward d , y=d | fn f(a, b[N,M]) = a backward d, y = d",
                "fn f(a){y=a;return y ,a}backward d,e{return d} | fn f(a) { y = a; return y, a } backward d, e { return d }",
                "scan t in 0 : T carry h=0,g=1 while h<g checkpoint{h=g} |"
                        + " scan t in 0:T carry h = 0, g = 1 while h < g checkpoint { h = g }",
                "output a,b | output a, b",
                "use  \"a  b.ad\" | use \"a  b.ad\"",
                "derive  jacobian [a,b]wrt x,y by forward | derive jacobian [a, b] wrt x, y by forward",
                "backward=wrt+derive | backward = wrt + derive",
                "a=1;;b=2 ; | a = 1;; b = 2;",
            })
    void spaceIsSetByTheGrammar(String before, String after) {
        assertEquals(after + "\n", Formatted.of(before));
    }

    @Test
    void blocksAreIndentedByTwo() {
        assertEquals("""
                fn f(x) {
                  scan t in T carry h = x {
                    h = h + 1
                    scan u in T carry g = h { g = g*2 }
                  }
                  return h
                } backward d {
                  return d
                }
                """, Formatted.of("""
                        fn f(x) {
                        scan t in T carry h=x {
                              h = h+1
                            scan u in T carry g=h {g=g*2}
                        }
                        return h
                          } backward d {
                            return d
                        }
                        """));
    }

    @Test
    void continuationsStayBelowWhatTheyStoodBelow() {
        assertEquals("""
                fn f(x) {
                  return if x > 0
                         then sum(x[i] for i
                                  if i > 0)
                         else 0
                }
                y = a
                  + b
                  * c
                z = concat(
                  a,
                  b
                )
                w[i] = x[i]
                    where i in N
                """, Formatted.of("""
                        fn f(x) {
                            return   if x>0
                                     then sum( x[i] for i
                                               if i>0)
                                     else 0
                        }
                        y = a
                        + b
                          *c
                        z = concat(
                        a,
                          b
                        )
                        w[i]= x[i]
                            where i in N
                        """));
    }

    @Test
    void whatWasAlignedStaysAlignedAndNothingElseIs() {
        assertEquals("""
                dim    N, D    # open
                param  W[N,D]  # learnt
                const  a = 1

                h[n,k]  = x[n+k]           where k in K  # one
                y : [N] = x
                loss    = sum(y)                         # two
                b = 1
                cc = 2
                """, Formatted.of("""
                        dim    N,D       # open
                        param  W[ N, D]  # learnt
                        const  a=1

                        h[n, k]  = x[n + k]           where k in K  # one
                        y : [ N] = x
                        loss     = sum( y )                         # two
                        b = 1
                        cc =    2
                        """));
    }

    @Test
    void signsAreNotAlignedByChance() {
        assertEquals("ab = 1\na = 2\n", Formatted.of("ab=1\na =2\n"));
        assertEquals("a = 1\nbbb = 2\n", Formatted.of("a   = 1\nbbb   = 2\n"));
    }

    @Test
    void commentsStayWhereTheyAre() {
        assertEquals("""
                # head
                #   with a shape

                ## doc
                param W[N], # first
                  ## of b
                  b[M]      # second,
                            # and more
                fn f(x) { # why
                  # inside
                  y = x +
                    # between
                    1
                  # last
                  return y
                  # end
                }
                # foot
                """, Formatted.of("""
                           # head
                        #   with a shape



                           ## doc
                        param W[N],# first
                        ## of b
                          b[M]     # second,
                                   # and more
                        fn f(x) {# why
                        # inside
                        y = x+
                        # between
                        1
                        # last
                        return y
                        # end
                        }
                            # foot

                        """));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", " \t\n\n", "\uFEFF"})
    void nothingStaysNothing(String text) {
        assertEquals("", Formatted.of(text));
    }

    @Test
    void atMostOneLineIsEmptyAndNoneAtTheEdges() {
        assertEquals(
                "a = 1\n\nscan t in T {\n  b = 1\n\n  c = 2\n}\n",
                Formatted.of("\n\na = 1\n\n\n \nscan t in T {\n\nb = 1\n\n\nc = 2\n\n}\n\n\n"));
    }

    @Test
    void linesEndAsTheFirstOneDoes() {
        assertEquals("a = 1\r\nb = 2\r\n", Formatted.of("a=1\r\nb=2"));
        assertEquals("a = 1\nb = 2\n", Formatted.of("a=1\rb=2\r"));
    }

    @Test
    void tabsAreColumns() {
        assertEquals("a       = 1 # x\nbb      = 2 # y\n", Formatted.of("a\t= 1 # x\nbb\t= 2 # y\n"));
        assertEquals("fn f(x) {\n  return x\n}\n", Formatted.of("fn f(x) {\n\treturn\tx\n}"));
    }

    @Test
    void mistakesAreReportedAndNothingIsWritten() {
        Diagnostics diagnostics = new Diagnostics();
        assertTrue(Formatter.format(new Source("net.ad", "f = 2 x\ng=1\n"), diagnostics)
                .isEmpty());
        assertEquals(
                List.of("E0102"),
                diagnostics.all().stream().map(d -> d.code().name()).toList());
    }
}
