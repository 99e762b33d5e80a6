package io.itops.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaParameter;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.domain.JavaTypeVariable;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.stream.Stream;

/** Whether what others see of a type names a library that the SDK hides. */
final class ExportedSignatureCondition extends ArchCondition<JavaClass> {
    private final List<String> hidden;

    ExportedSignatureCondition(List<String> hiddenPackages) {
        super("name none of " + hiddenPackages + " in its signature");
        this.hidden = hiddenPackages;
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        Stream<JavaType> parents = Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream());
        report(type, type.getName(), Stream.concat(parents, type.getTypeParameters().stream()), events);
        type.getMembers().stream()
                .filter(ExportedSignatureCondition::visible)
                .forEach(member -> report(type, member.getFullName(), types(member), events));
    }

    private static boolean visible(JavaMember member) {
        var modifiers = member.getModifiers();
        return !modifiers.contains(JavaModifier.SYNTHETIC)
                && (modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED));
    }

    private static Stream<JavaType> types(JavaMember member) {
        if (member instanceof JavaCodeUnit unit) {
            return Stream.of(
                            Stream.of(unit.getReturnType()),
                            unit.getParameters().stream().map(JavaParameter::getType),
                            unit.getTypeParameters().stream().flatMap(ExportedSignatureCondition::bounds),
                            unit.getExceptionTypes().stream())
                    .flatMap(part -> part);
        }
        return Stream.of(((JavaField) member).getType());
    }

    private static Stream<JavaType> bounds(JavaTypeVariable<?> variable) {
        return variable.getUpperBounds().stream();
    }

    private void report(JavaClass type, String where, Stream<? extends JavaType> named, ConditionEvents events) {
        named.flatMap(part -> part.getAllInvolvedRawTypes().stream())
                .map(JavaClass::getName)
                .filter(name -> hidden.stream().anyMatch(name::startsWith))
                .filter(name -> !(name.endsWith(".MeterRegistry") && mayName(type, where)))
                .distinct()
                .forEach(name -> events.add(SimpleConditionEvent.violated(type, where + " must not name " + name)));
    }

    /** A meter registry is what a user brings to a builder and takes from monitoring. */
    private static boolean mayName(JavaClass type, String where) {
        return type.getSimpleName().endsWith("Builder") || where.endsWith(".monitoring.Monitoring.meterRegistry()");
    }
}
