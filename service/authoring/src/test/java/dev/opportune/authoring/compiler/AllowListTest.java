package dev.opportune.authoring.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opportune.authoring.compiler.AllowList.By;
import dev.opportune.facts.Product;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Type;

class AllowListTest {
    private final AllowList allowed = new AllowList();

    @Test
    void fact_offersWhatDealsInFactsAndValues() {
        assertThat(allowed.isAllowed(By.AUTHOR, "dev/opportune/facts/Product", "getName", "()Ljava/lang/String;"))
                .isTrue();
    }

    @Test
    void fact_doesNotOfferWhatLeadsOutOfTheFacts() throws ReflectiveOperationException {
        String descriptor = Type.getMethodDescriptor(Product.class.getMethod("properties"));
        assertThat(allowed.isAllowed(By.AUTHOR, "dev/opportune/facts/Product", "properties", descriptor))
                .isFalse();
    }

    @Test
    void fact_doesNotOfferWhatEveryObjectHas() {
        assertThat(allowed.names(By.AUTHOR)).doesNotContain("hashCode", "toString", "getClass", "wait");
    }

    @Test
    void authors_mayLessThanTheEngine() {
        assertThat(allowed.isAllowed(By.ENGINE, "java/util/List", "add", "(Ljava/lang/Object;)Z"))
                .isTrue();
        assertThat(allowed.isAllowed(By.AUTHOR, "java/util/List", "add", "(Ljava/lang/Object;)Z"))
                .isFalse();
    }

    @Test
    void classesOfTheWorldOutside_areNotThere() {
        assertThat(Set.of(
                        "java/lang/System",
                        "java/lang/Runtime",
                        "java/lang/Thread",
                        "java/lang/ClassLoader",
                        "java/io/File",
                        "java/lang/reflect/Method",
                        "org/drools/util/IoUtils",
                        "dev/opportune/kernel/store/InMemoryStore"))
                .noneMatch(allowed::isVisible);
    }
}
