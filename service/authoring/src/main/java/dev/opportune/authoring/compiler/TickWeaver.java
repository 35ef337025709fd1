package dev.opportune.authoring.compiler;

import dev.opportune.authoring.compiler.RulesetCompiler.Complaint;
import dev.opportune.budget.Ticks;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Weaves {@link Ticks} into the code of rules: at the beginning of each method, before each jump back, and after whatever makes
 * a text or a number that may be larger than what it was made of. It asks nothing about what the fences before it let pass.
 */
final class TickWeaver implements ClassPass {
    private static final String TICKS = Type.getInternalName(Ticks.class);
    private static final String TICK = "(Ljava/lang/String;)V";
    private static final Type TEXT = Type.getType(String.class);
    private static final Set<Type> NUMBERS = Set.of(Type.getType(BigDecimal.class), Type.getType(BigInteger.class));
    private static final Set<String> MAKING_TEXT = Set.of(
            "toString",
            "toPlainString",
            "concat",
            "repeat",
            "join",
            "format",
            "formatted",
            "replace",
            "replaceAll",
            "replaceFirst",
            "indent");

    @Override
    public byte[] apply(String path, byte[] classFile, Consumer<Complaint> complaints) {
        ClassReader reader = new ClassReader(classFile);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        reader.accept(new Woven(writer, path), 0);
        return writer.toByteArray();
    }

    private static final class Woven extends ClassVisitor {
        private final String path;

        Woven(ClassVisitor written, String path) {
            super(Opcodes.ASM9, written);
            this.path = path;
        }

        @Override
        public MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            return new Ticking(super.visitMethod(access, name, descriptor, signature, exceptions), path);
        }
    }

    private static final class Ticking extends MethodVisitor {
        private final String path;
        private final Set<Label> passed = new HashSet<>();

        Ticking(MethodVisitor written, String path) {
            super(Opcodes.ASM9, written);
            this.path = path;
        }

        @Override
        public void visitCode() {
            super.visitCode();
            tick("enter");
        }

        private void tick(String kind) {
            super.visitLdcInsn(path);
            super.visitMethodInsn(Opcodes.INVOKESTATIC, TICKS, kind, TICK, false);
        }

        @Override
        public void visitLabel(Label label) {
            passed.add(label);
            super.visitLabel(label);
        }

        @Override
        public void visitJumpInsn(int opcode, Label target) {
            tickIfBack(target);
            super.visitJumpInsn(opcode, target);
        }

        @Override
        public void visitTableSwitchInsn(int min, int max, Label other, Label... targets) {
            tickIfBack(other, targets);
            super.visitTableSwitchInsn(min, max, other, targets);
        }

        @Override
        public void visitLookupSwitchInsn(Label other, int[] keys, Label[] targets) {
            tickIfBack(other, targets);
            super.visitLookupSwitchInsn(other, keys, targets);
        }

        private void tickIfBack(Label target, Label... more) {
            boolean back = passed.contains(target);
            for (Label label : more) {
                back |= passed.contains(label);
            }
            if (back) {
                tick("jump");
            }
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean ofInterface) {
            super.visitMethodInsn(opcode, owner, name, descriptor, ofInterface);
            Type made = Type.getReturnType(descriptor);
            boolean grown = made.equals(TEXT) ? MAKING_TEXT.contains(name) : NUMBERS.contains(made);
            if (owner.startsWith("java/") && grown) {
                show(made);
            }
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
            super.visitInvokeDynamicInsn(name, descriptor, bootstrap, arguments);
            if (Type.getReturnType(descriptor).equals(TEXT)) {
                show(TEXT);
            }
        }

        private void show(Type made) {
            String kind = made.equals(TEXT) ? "text" : "number";
            super.visitMethodInsn(Opcodes.INVOKESTATIC, TICKS, kind, Type.getMethodDescriptor(made, made), false);
        }
    }
}
