package dev.opportune.authoring.properties;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;

/** The numbers that plans are made of. */
abstract class GeneratedPlans {
    @Provide
    Arbitrary<Long> anyLong() {
        return Arbitraries.longs().between(0, Long.MAX_VALUE).withDistribution(RandomDistribution.uniform());
    }

    @Provide
    Arbitrary<List<Plan.Numbers>> numbers() {
        return Combinators.combine(anyLong(), anyLong())
                .as(Plan.Numbers::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(25);
    }
}
