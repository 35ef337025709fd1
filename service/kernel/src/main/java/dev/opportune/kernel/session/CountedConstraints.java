package dev.opportune.kernel.session;

import dev.opportune.kernel.session.Budget.Tally;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.drools.base.base.ObjectType;
import org.drools.base.base.ValueResolver;
import org.drools.base.reteoo.BaseTuple;
import org.drools.base.rule.Pattern;
import org.drools.base.rule.constraint.BetaConstraint;
import org.drools.core.RuleBaseConfiguration;
import org.drools.core.common.BetaConstraints;
import org.drools.core.common.ReteEvaluator;
import org.drools.core.reteoo.BetaMemory;
import org.drools.core.reteoo.BetaNode;
import org.drools.core.reteoo.Tuple;
import org.drools.core.reteoo.TupleImpl;
import org.drools.core.reteoo.TupleMemory;
import org.drools.core.reteoo.builder.BuildContext;
import org.drools.core.util.FastIterator;
import org.drools.util.bitmask.BitMask;
import org.jspecify.annotations.Nullable;
import org.kie.api.definition.rule.Rule;
import org.kie.api.runtime.rule.FactHandle;

/**
 * The constraints between a pattern and those before it, none or many: counts each pair that they are asked about, and is
 * otherwise what it wraps.
 *
 * @param <C> what they remember of one session
 */
final class CountedConstraints<C> implements BetaConstraints<CountedConstraints.Context<C>> {
    private final BetaConstraints<C> counted;
    /** Whether a pair that matches is kept. {@code not} and {@code exists} only look for one. */
    private final boolean keeping;

    private @Nullable BetaNode node;

    CountedConstraints(BetaConstraints<C> counted, boolean keeping) {
        this.counted = counted;
        this.keeping = keeping;
    }

    /** In one session. */
    static final class Context<C> {
        private final C counted;
        private @Nullable Tally tally;

        private Context(C counted) {
            this.counted = counted;
        }
    }

    void belongTo(BetaNode joining) {
        node = joining;
    }

    SortedSet<String> rules() {
        TreeSet<String> names = new TreeSet<>();
        for (Rule rule : node().getAssociatedRules()) {
            names.add(rule.getName());
        }
        return names;
    }

    private BetaNode node() {
        return Objects.requireNonNull(node, "constraints belong to a node");
    }

    /** How many pairs a session keeps. */
    long matchesIn(ReteEvaluator session) {
        BetaMemory<?> memory = BetaNode.getBetaMemory(node(), session);
        TupleMemory left = memory.getLeftTupleMemory();
        FastIterator<TupleImpl> all = left.fullFastIterator();
        long matches = 0;
        for (TupleImpl partial = BetaNode.getFirstTuple(left, all); partial != null; partial = all.next(partial)) {
            for (TupleImpl match = partial.getFirstChild(); match != null; match = match.getHandleNext()) {
                matches++;
            }
        }
        return matches;
    }

    @Override
    public Context<C> createContext() {
        return new Context<>(counted.createContext());
    }

    @Override
    public void updateFromTuple(Context<C> context, ValueResolver session, Tuple tuple) {
        know(context, session);
        counted.updateFromTuple(context.counted, session, tuple);
    }

    @Override
    public void updateFromFactHandle(Context<C> context, ValueResolver session, FactHandle handle) {
        know(context, session);
        counted.updateFromFactHandle(context.counted, session, handle);
    }

    private void know(Context<C> context, ValueResolver session) {
        if (context.tally == null) {
            context.tally = Budget.of(session).tally(this);
        }
    }

    @Override
    public boolean isAllowedCachedLeft(Context<C> context, FactHandle handle) {
        Tally tally = Objects.requireNonNull(context.tally);
        tally.compare();
        return kept(counted.isAllowedCachedLeft(context.counted, handle), tally);
    }

    @Override
    public boolean isAllowedCachedRight(BaseTuple tuple, Context<C> context) {
        Tally tally = Objects.requireNonNull(context.tally);
        tally.compare();
        return kept(counted.isAllowedCachedRight(tuple, context.counted), tally);
    }

    private boolean kept(boolean matches, Tally tally) {
        if (matches && keeping) {
            tally.keep();
        }
        return matches;
    }

    @Override
    public BetaConstraint[] getConstraints() {
        return counted.getConstraints();
    }

    @Override
    public BetaConstraints<?> getOriginalConstraint() {
        return counted.getOriginalConstraint();
    }

    @Override
    public boolean isIndexed() {
        return counted.isIndexed();
    }

    @Override
    public int getIndexCount() {
        return counted.getIndexCount();
    }

    @Override
    public boolean isEmpty() {
        return counted.isEmpty();
    }

    @Override
    public BetaMemory<?> createBetaMemory(RuleBaseConfiguration configuration, int nodeType) {
        BetaMemory<?> made = counted.createBetaMemory(configuration, nodeType);
        return new BetaMemory<>(made.getLeftTupleMemory(), made.getRightTupleMemory(), createContext(), nodeType);
    }

    @Override
    public void resetTuple(Context<C> context) {
        counted.resetTuple(context.counted);
    }

    @Override
    public void resetFactHandle(Context<C> context) {
        counted.resetFactHandle(context.counted);
    }

    @Override
    public BitMask getListenedPropertyMask(Pattern pattern, ObjectType type, List<String> settableProperties) {
        return counted.getListenedPropertyMask(pattern, type, settableProperties);
    }

    @Override
    public void init(BuildContext context, int nodeType) {
        counted.init(context, nodeType);
    }

    @Override
    public void initIndexes(int depth, int nodeType, RuleBaseConfiguration configuration) {
        counted.initIndexes(depth, nodeType, configuration);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T cloneIfInUse() {
        BetaConstraints<C> own = counted.cloneIfInUse();
        return (T) (own == counted ? this : new CountedConstraints<>(own, keeping));
    }

    @Override
    public boolean isLeftUpdateOptimizationAllowed() {
        return counted.isLeftUpdateOptimizationAllowed();
    }

    @Override
    public void registerEvaluationContext(BuildContext context) {
        counted.registerEvaluationContext(context);
    }

    /** Nodes with equal constraints are one node. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CountedConstraints<?> that && counted.equals(that.counted);
    }

    @Override
    public int hashCode() {
        return counted.hashCode();
    }

    @Override
    public void writeExternal(ObjectOutput out) {
        throw new UnsupportedOperationException("rule bases are compiled, never read back");
    }

    @Override
    public void readExternal(ObjectInput in) {
        throw new UnsupportedOperationException("rule bases are compiled, never read back");
    }
}
