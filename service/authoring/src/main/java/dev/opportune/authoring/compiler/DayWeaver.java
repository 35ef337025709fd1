package dev.opportune.authoring.compiler;

import dev.opportune.authoring.compiler.RulesetCompiler.Complaint;
import java.time.ZoneId;
import java.util.function.Consumer;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Has the days on which a rule begins and ends begin at midnight in one time zone, wherever it is run: the engine would take
 * the machine's.
 */
final class DayWeaver implements ClassPass {
    private static final String ZONE = "java/time/ZoneId";
    private static final String CLASS = ".class";

    private final ZoneId zone;

    DayWeaver(ZoneId zone) {
        this.zone = zone;
    }

    @Override
    public byte[] apply(String path, byte[] classFile, Consumer<Complaint> complaints) {
        // Elsewhere the engine writes no days, and what authors write may not ask for a zone.
        String name = path.substring(0, path.length() - CLASS.length());
        return RuleClass.of(name) == RuleClass.MODEL ? woven(classFile) : classFile;
    }

    private byte[] woven(byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        reader.accept(new Woven(writer, zone), 0);
        return writer.toByteArray();
    }

    private static final class Woven extends ClassVisitor {
        private final ZoneId zone;

        Woven(ClassVisitor written, ZoneId zone) {
            super(Opcodes.ASM9, written);
            this.zone = zone;
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            return new MethodVisitor(Opcodes.ASM9, super.visitMethod(access, name, descriptor, signature, exceptions)) {
                @Override
                public void visitMethodInsn(int opcode, String owner, String method, String type, boolean ofInterface) {
                    if (owner.equals(ZONE) && method.equals("systemDefault")) {
                        super.visitLdcInsn(zone.getId());
                        super.visitMethodInsn(
                                Opcodes.INVOKESTATIC, ZONE, "of", "(Ljava/lang/String;)Ljava/time/ZoneId;", false);
                    } else {
                        super.visitMethodInsn(opcode, owner, method, type, ofInterface);
                    }
                }
            };
        }
    }
}
