package dev.opportune.kernel.session;

import org.drools.base.definitions.InternalKnowledgePackage;
import org.drools.base.rule.Accumulate;
import org.drools.base.rule.constraint.AlphaNodeFieldConstraint;
import org.drools.core.common.BetaConstraints;
import org.drools.core.reteoo.AccumulateNode;
import org.drools.core.reteoo.BetaNode;
import org.drools.core.reteoo.CoreComponentFactory;
import org.drools.core.reteoo.ExistsNode;
import org.drools.core.reteoo.JoinNode;
import org.drools.core.reteoo.LeftTupleSource;
import org.drools.core.reteoo.NotNode;
import org.drools.core.reteoo.ObjectSource;
import org.drools.core.reteoo.builder.BuildContext;
import org.drools.core.reteoo.builder.NodeFactory;
import org.drools.core.reteoo.builder.PhreakNodeFactory;

/**
 * Makes the joins of every rule base such that they are counted. A join may need no code of the rule at all (any two facts, an
 * equal property, one time after another), so what is woven into the rules' code would not see it. Drools finds this by its
 * name, as a service.
 */
public final class CountedJoins implements CoreComponentFactory {
    private final CoreComponentFactory usual = new DroolsCoreComponentFactory();
    private final NodeFactory nodes = new Nodes();

    @Override
    public NodeFactory getNodeFactoryService() {
        return nodes;
    }

    @Override
    public InternalKnowledgePackage createKnowledgePackage(String name) {
        return usual.createKnowledgePackage(name);
    }

    private static final class Nodes extends PhreakNodeFactory {
        private static final long serialVersionUID = 1;

        @Override
        public JoinNode buildJoinNode(
                int id, LeftTupleSource left, ObjectSource right, BetaConstraints constraints, BuildContext context) {
            return known(super.buildJoinNode(id, left, right, counted(constraints, true), context));
        }

        @Override
        public NotNode buildNotNode(
                int id, LeftTupleSource left, ObjectSource right, BetaConstraints constraints, BuildContext context) {
            return known(super.buildNotNode(id, left, right, counted(constraints, false), context));
        }

        @Override
        public ExistsNode buildExistsNode(
                int id, LeftTupleSource left, ObjectSource right, BetaConstraints constraints, BuildContext context) {
            return known(super.buildExistsNode(id, left, right, counted(constraints, false), context));
        }

        @Override
        public AccumulateNode buildAccumulateNode(
                int id,
                LeftTupleSource left,
                ObjectSource right,
                AlphaNodeFieldConstraint[] resultConstraints,
                BetaConstraints constraints,
                BetaConstraints ofResults,
                Accumulate accumulate,
                BuildContext context) {
            return known(super.buildAccumulateNode(
                    id, left, right, resultConstraints, counted(constraints, true), ofResults, accumulate, context));
        }

        private static CountedConstraints<?> counted(BetaConstraints<?> constraints, boolean keeping) {
            return new CountedConstraints<>(constraints, keeping);
        }

        private static <N extends BetaNode> N known(N node) {
            ((CountedConstraints<?>) node.getRawConstraints()).belongTo(node);
            return node;
        }
    }
}
