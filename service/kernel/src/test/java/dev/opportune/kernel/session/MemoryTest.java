package dev.opportune.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.opportune.kernel.timeline.Traits;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import org.drools.kiesession.rulebase.InternalKnowledgeBase;
import org.junit.jupiter.api.Test;
import org.kie.api.KieBase;
import org.kie.api.runtime.KieSession;

class MemoryTest {
    /** A condition on the profile may throw as soon as the profile is put in, before anybody holds the memory. */
    @Test
    void memory_thatCannotBeBegun_disposesOfItsSession() {
        KieBase base = Samples.baseWithoutRules();
        Ruleset throwing = Samples.ruleset(() -> refusingInserts(base));
        assertThatExceptionOfType(RuleFailure.class)
                .isThrownBy(() ->
                        new Memory("u1", throwing, Set.of(), Traits.NONE, Allowance.USUAL, (rule, failure) -> {}));
        assertThat(base.getKieSessions()).isEmpty();
    }

    private static KieBase refusingInserts(KieBase base) {
        return proxy(
                InternalKnowledgeBase.class,
                base,
                (method, result) -> result instanceof KieSession session
                        ? proxy(KieSession.class, session, MemoryTest::refuseInsert)
                        : result);
    }

    private static Object refuseInsert(Method method, Object result) {
        if (method.getName().equals("insert")) {
            throw new IllegalStateException("as a condition would");
        }
        return result;
    }

    private interface After {
        Object call(Method method, Object result);
    }

    private static <T> T proxy(Class<T> type, Object real, After after) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    try {
                        return after.call(method, method.invoke(real, arguments));
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                }));
    }
}
