package dev.opportune.authoring.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opportune.authoring.compiler.Fence;
import dev.opportune.authoring.compiler.RulesetCompiler;
import dev.opportune.facts.Dwelled;
import dev.opportune.facts.ProductViewed;
import dev.opportune.facts.Profile;
import dev.opportune.kernel.timeline.Event;
import dev.opportune.kernel.timeline.Properties;
import dev.opportune.kernel.timeline.Traits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kie.api.KieServices;
import org.kie.api.event.rule.AfterMatchFiredEvent;
import org.kie.api.event.rule.DefaultAgendaEventListener;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.FactHandle;

/** The functions in a session, as rules use them. */
class AccumulateTest {
    private static final Instant AT = Instant.parse("2026-03-03T12:00:00Z");

    private final List<Object> results = new ArrayList<>();
    private @Nullable KieSession session;

    @AfterEach
    void dispose() {
        if (session != null) {
            session.dispose();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sum", "average", "min", "max"})
    void function_overValuesOfWhichSomeAreMissing_skipsThose(String function) {
        open(function, "");
        insert(null, 2.0, null, 4.0, null);
        fire();

        assertThat(results)
                .containsExactly(Map.of("sum", 6.0, "average", 3.0, "min", 2.0, "max", 4.0)
                        .get(function));
    }

    @ParameterizedTest
    @ValueSource(strings = {"average", "min", "max"})
    void function_overNothing_firesNothingAndThrowsNothing(String function) {
        open(function, "$r > 5");
        insert(new Double[] {null});
        fire();

        assertThat(results).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"average", "min", "max"})
    void function_whoseValuesComeLater_firesThen(String function) {
        open(function, "$r > 5");
        insert(new Double[] {null});
        fire();
        insert(7.0);
        fire();

        assertThat(results).containsExactly(7.0);
    }

    @Test
    void sum_overNothing_isZero() {
        open("sum", "$r < 1");
        insert(new Double[] {null});
        fire();

        assertThat(results).containsExactly(0.0);
    }

    @Test
    void sum_afterValuesAreTakenBack_leavesNoResidue() {
        open("sum", "$r > 0");
        List<FactHandle> handles = insert(0.1, 0.2, null, 1e17, 0.3);
        fire();
        handles.forEach(handle -> opened().delete(handle));
        fire();
        insert(0.1);
        fire();

        assertThat(results).endsWith(0.1).hasSize(2);
    }

    @Test
    void sum_ofDecimals_isExact() {
        open("sum", "$r == 0.3");
        insert(0.1, 0.2);
        fire();

        assertThat(results).containsExactly(0.3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"min", "max"})
    void extreme_thatIsTakenBack_isFollowedByTheNext(String function) {
        open(function, "");
        List<FactHandle> handles = insert(1.0, 5.0, 5.0, 1.0, 3.0);
        handles.subList(0, 4).forEach(handle -> opened().delete(handle));
        fire();

        assertThat(results).containsExactly(3.0);
    }

    @Test
    void sum_ofAPrimitiveGetter_works() {
        open("accumulate( Dwelled( $v : seconds ); $r : sum($v); $r >= 300 )");
        opened().insert(new Dwelled(event("Dwelled", Map.of("seconds", 200)), () -> false));
        opened().insert(new Dwelled(event("Dwelled", Map.of("seconds", "100")), () -> false));
        opened().insert(new Dwelled(event("Dwelled", Map.of()), () -> false));
        fire();

        assertThat(results).containsExactly(300.0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sum", "average", "min", "max"})
    void function_ofALong_isOurs(String function) {
        open("accumulate( Dwelled( $v : timestamp ); $r : " + function + "($v) )");
        opened().insert(new Dwelled(event("Dwelled", Map.of()), () -> false));
        fire();

        assertThat(results).containsExactly((double) AT.toEpochMilli());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sum", "average", "min", "max"})
    void function_ofAnInt_isOurs(String function) {
        open("accumulate( Profile( $v : orders ); $r : " + function + "($v) )");
        opened().insert(new Profile("ana", () -> Traits.NONE));
        fire();

        assertThat(results).containsExactly(0.0);
    }

    @Test
    void sum_ofAValueTooLargeForItsType_skipsIt() {
        open("accumulate( ProductViewed( $v : number(\"huge\") ); $r : sum($v) )");
        opened().insert(new ProductViewed(event("Product Viewed", Map.of("huge", "1e399")), () -> false));
        fire();

        assertThat(results).containsExactly(0.0);
    }

    @Test
    void count_ofWhatMatches_countsMissingValuesToo() {
        open("accumulate( ProductViewed( $v : price ); $r : count(1); $r > 1 )");
        insert(null, 1.0);
        fire();

        assertThat(results).containsExactly(2L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sum", "average", "min", "max", "count"})
    void function_whoseMissingValueIsTakenBack_goesOn(String function) {
        open(function, "");
        List<FactHandle> handles = insert(null, 4.0);
        fire();
        handles.forEach(handle -> opened().delete(handle));
        insert(7.0);
        fire();

        assertThat(((Number) results.get(1)).doubleValue()).isEqualTo(function.equals("count") ? 1 : 7);
    }

    private void open(String function, String constraint) {
        open("accumulate( ProductViewed( $v : price ); $r : " + function + "($v)"
                + (constraint.isEmpty() ? "" : "; " + constraint) + " )");
    }

    private void open(String pattern) {
        String drl = "package rules.test\nimport dev.opportune.facts.*\nrule \"r\" when " + pattern + " then end";
        session = new RulesetCompiler(KieServices.get(), EnumSet.noneOf(Fence.class))
                .build(List.of(drl))
                .bases()
                .get()
                .newKieSession();
        session.addEventListener(new DefaultAgendaEventListener() {
            @Override
            public void afterMatchFired(AfterMatchFiredEvent event) {
                results.add(event.getMatch().getDeclarationValue("$r"));
            }
        });
    }

    private KieSession opened() {
        return Objects.requireNonNull(session);
    }

    private List<FactHandle> insert(@Nullable Double... prices) {
        return Stream.of(prices)
                .map(price -> event("Product Viewed", price == null ? Map.of() : Map.of("price", price)))
                .map(event -> opened().insert(new ProductViewed(event, () -> false)))
                .toList();
    }

    private void fire() {
        opened().fireAllRules();
    }

    private static Event event(String name, Map<String, Object> properties) {
        return new Event("shop", "e", "ana", name, AT, AT, Properties.of(properties), false, false);
    }
}
