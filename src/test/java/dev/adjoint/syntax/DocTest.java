package dev.adjoint.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class DocTest {

    @Test
    void theLinesRightAboveAreTheDocumentation() {
        Tree tree = Reading.good("## the score\n##  of  each class  \n##\n## end\nf = W*x\ng = f\n");
        assertEquals(
                "the score\n of  each class\n\nend", Reading.definition(tree, 0).doc());
        assertEquals("", Reading.definition(tree, 1).doc());
    }

    @Test
    void aGapOrAnythingElseBetweenMakesItACommentOnly() {
        assertEquals("", doc("## head\n\ny = 1"));
        assertEquals("", doc("## head\n# more\ny = 1"));
        assertEquals("", doc("### ruler\ny = 1"));
        assertEquals("", doc("y = 1 ## behind\n"));
        assertEquals("own", doc("## head\n\n## own\ny = 1"));
        assertEquals("own", doc("x = 1 ## behind\n## own\ny = 1", 1));
    }

    private static String doc(String text, int index) {
        return Reading.definition(Reading.good(text), index).doc();
    }

    private static String doc(String text) {
        return doc(text, 0);
    }

    @Test
    void aDeclarationSharesItAmongItsNames() {
        Tree tree = Reading.good("## sizes\ndim D, H,\n## classes\nC = 10");
        Statement.Dims dims = (Statement.Dims) tree.statements().get(0);
        assertEquals(
                "[sizes, sizes, classes]",
                dims.dims().stream().map(Statement.Dims.Dim::doc).toList().toString());
    }

    @Test
    void everyKindOfDeclarationHasIt() {
        Tree tree = Reading.good(
                "## a\nparam W[H]\n## b\ninput x\n## c\nconst k = 1\n## d\nfn f(x) {\n## e\ny = x\nreturn y }");
        assertEquals(
                "a",
                ((Statement.Variables) tree.statements().get(0))
                        .variables()
                        .get(0)
                        .doc());
        assertEquals(
                "b",
                ((Statement.Variables) tree.statements().get(1))
                        .variables()
                        .get(0)
                        .doc());
        assertEquals(
                "c",
                ((Statement.Consts) tree.statements().get(2)).consts().get(0).doc());
        Statement.Function function = (Statement.Function) tree.statements().get(3);
        assertEquals("d", function.doc());
        assertEquals("e", ((Statement.Definition) function.body().get(0)).doc());
    }

    @Test
    void docsArePrintedWhereTheyStood() {
        String text = "## sizes\ndim D, H\n## weights\nparam W[H,D],\n## biases\n  b[H]\n";
        assertEquals(text, TreePrinter.print(Reading.good(text)));
    }
}
