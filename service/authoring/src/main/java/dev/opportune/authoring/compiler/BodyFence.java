package dev.opportune.authoring.compiler;

import dev.opportune.authoring.compiler.AllowList.By;
import dev.opportune.authoring.compiler.BytecodeFence.Refusals;
import java.util.Set;
import java.util.stream.Stream;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.MultiANewArrayInsnNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/** Looks at each instruction of a method. */
final class BodyFence {
    private static final String CONCATENATION = "java/lang/invoke/StringConcatFactory";
    private static final String METHOD_REFERENCE = "java/lang/invoke/LambdaMetafactory";
    /** What the engine's operators take their arguments in. */
    private static final Set<String> ARGUMENTS = Set.of("java/lang/Object", "java/lang/String");

    private final AllowList allowed;
    private final By who;
    private final MethodNode method;
    private final Refusals refusals;

    BodyFence(AllowList allowed, By who, MethodNode method, Refusals refusals) {
        this.allowed = allowed;
        this.who = who;
        this.method = method;
        this.refusals = refusals;
    }

    void check() {
        for (AbstractInsnNode instruction : method.instructions) {
            if (instruction instanceof MethodInsnNode call) {
                member("calling " + simple(call.owner) + "." + call.name, call.owner, call.name, call.desc);
            } else if (instruction instanceof FieldInsnNode field) {
                field(field);
            } else if (instruction instanceof JumpInsnNode jump) {
                jump(jump);
            } else if (instruction instanceof LdcInsnNode constant) {
                constant(constant.cst);
            } else if (instruction instanceof TypeInsnNode type) {
                type(type);
            } else if (instruction instanceof InvokeDynamicInsnNode dynamic) {
                dynamic(dynamic);
            } else {
                plain(instruction);
            }
        }
    }

    private void member(String what, String owner, String name, String descriptor) {
        boolean own = who == By.ENGINE && isMade(owner);
        if (!own && !allowed.isAllowed(who, owner, name, descriptor)) {
            refusals.refuse(what, BytecodeFence.HINT);
        }
    }

    /** Of what was made together, the engine's part may name each other; an author's none. */
    private static boolean isMade(String type) {
        return RuleClass.of(type) != RuleClass.FOREIGN;
    }

    private void field(FieldInsnNode field) {
        boolean reads = field.getOpcode() == Opcodes.GETSTATIC;
        if (who == By.AUTHOR && !reads) {
            refusals.refuse(
                    "keeping something in " + simple(field.owner) + "." + field.name,
                    "rules have no memory of their own: decide.trigger and Sent remember");
        } else {
            member(simple(field.owner) + "." + field.name, field.owner, field.name, field.desc);
        }
    }

    private void jump(JumpInsnNode jump) {
        InsnList all = method.instructions;
        if (all.indexOf(jump.label) <= all.indexOf(jump)) {
            refusals.refuse("a loop", "write a condition for each case, or count with accumulate");
        }
    }

    private void constant(Object value) {
        boolean plain = value instanceof String || value instanceof Number;
        boolean known = who == By.ENGINE
                && value instanceof Type type
                && type.getSort() == Type.OBJECT
                && (allowed.isValue(type.getInternalName()) || isMade(type.getInternalName()));
        if (!plain && !known) {
            refusals.refuse(
                    "naming " + (value instanceof Type type ? type.getClassName() : value) + " as a class",
                    BytecodeFence.HINT);
        }
    }

    private void type(TypeInsnNode type) {
        switch (type.getOpcode()) {
            case Opcodes.NEW -> {
                // Whether it may be made is a question of its constructor, which is a member like any other.
            }
            case Opcodes.ANEWARRAY -> {
                if (who == By.AUTHOR && !(ARGUMENTS.contains(type.desc) && isCounted(type))) {
                    refusals.refuse("an array", "name each value by itself");
                }
            }
            default -> {
                boolean own = who == By.ENGINE && isMade(type.desc);
                if (!own && !allowed.isValue(type.desc)) {
                    refusals.refuse("the type " + simple(type.desc), BytecodeFence.HINT);
                }
            }
        }
    }

    /** Whether an array has as many elements as are written in the rule. */
    private static boolean isCounted(AbstractInsnNode array) {
        int before = array.getPrevious() == null ? 0 : array.getPrevious().getOpcode();
        return before >= Opcodes.ICONST_0 && before <= Opcodes.SIPUSH && before != Opcodes.LCONST_0;
    }

    private void dynamic(InvokeDynamicInsnNode dynamic) {
        boolean texts = dynamic.bsm.getOwner().equals(CONCATENATION)
                && Stream.of(dynamic.bsmArgs).allMatch(String.class::isInstance);
        boolean ofEngine = who == By.ENGINE
                && dynamic.bsm.getOwner().equals(METHOD_REFERENCE)
                && Stream.of(dynamic.bsmArgs).allMatch(this::isReference);
        if (!texts && !ofEngine) {
            refusals.refuse("-> or ::", BytecodeFence.HINT);
        }
    }

    /** The functions of accumulate are handed over as references to what makes them. */
    private boolean isReference(Object argument) {
        return argument instanceof Type
                || argument instanceof Handle handle
                        && allowed.isAllowed(By.ENGINE, handle.getOwner(), handle.getName(), handle.getDesc());
    }

    private void plain(AbstractInsnNode instruction) {
        boolean author = who == By.AUTHOR;
        switch (instruction.getOpcode()) {
            case Opcodes.MONITORENTER, Opcodes.MONITOREXIT -> refusals.refuse("synchronized", "leave it out");
            case Opcodes.ATHROW -> {
                if (author) {
                    refusals.refuse("throw", "write a condition: a rule that has nothing to say does not match");
                }
            }
            case Opcodes.NEWARRAY,
                    Opcodes.MULTIANEWARRAY,
                    Opcodes.IALOAD,
                    Opcodes.LALOAD,
                    Opcodes.FALOAD,
                    Opcodes.DALOAD,
                    Opcodes.AALOAD,
                    Opcodes.BALOAD,
                    Opcodes.CALOAD,
                    Opcodes.SALOAD,
                    Opcodes.ARRAYLENGTH -> refusals.refuse("an array", "name each value by itself");
            default -> {
                boolean branches = instruction instanceof TableSwitchInsnNode
                        || instruction instanceof LookupSwitchInsnNode
                        || instruction instanceof MultiANewArrayInsnNode;
                if (author && branches) {
                    refusals.refuse("switch", "write if, or a rule for each case");
                }
            }
        }
    }

    private static String simple(String name) {
        return BytecodeFence.simple(name);
    }
}
