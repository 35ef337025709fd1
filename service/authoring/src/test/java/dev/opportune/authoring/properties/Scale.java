package dev.opportune.authoring.properties;

import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

/**
 * How many histories a property tries, and which. A build tries as many as the property says; {@code
 * -Dopportune.tries=200000} tries more, {@code -Dopportune.seed=…} the very ones of a run that reported this seed.
 */
final class Scale implements AroundPropertyHook {
    private static final int BEFORE_ALL_OTHERS = -100;

    @Override
    public PropertyExecutionResult aroundProperty(PropertyLifecycleContext context, PropertyExecutor property) {
        Integer tries = Integer.getInteger("opportune.tries");
        if (tries != null) {
            context.attributes().setTries(tries);
        }
        String seed = System.getProperty("opportune.seed");
        if (seed != null) {
            context.attributes().setSeed(seed);
        }
        return property.execute();
    }

    @Override
    public int aroundPropertyProximity() {
        return BEFORE_ALL_OTHERS;
    }
}
