package dev.adjoint.random;

import dev.adjoint.source.Source;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Over random programs: the products of derivatives agree with each other, with dual numbers and with differences. */
class ProductsPropertiesTest {

    // The same programs in each build; without the seed it searches on.
    @Property(tries = 40, seed = "20261124")
    void productsAgree(@ForAll long seed, @ForAll @IntRange(min = 1, max = 10) int size) {
        ProductAgreement.check(new Source("random.ad", Programs.text(seed, size)), seed, 1);
    }

    @Property(tries = 25, seed = "20261124")
    void productsThroughLoopsAgree(@ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int size) {
        ProductAgreement.check(new Source("loop.ad", new Loops(seed, size).loop()), seed, 1);
    }
}
