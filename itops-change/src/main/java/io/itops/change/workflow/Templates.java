package io.itops.change.workflow;

import io.itops.core.lifecycle.Decision;
import java.util.Optional;

/** Whether a standard change follows its approved template. */
final class Templates {
    private Templates() {}

    /** Why a change that names a template may not go on: what does not fit, if anything. */
    static Optional<Decision<ChangeEvent>> refusal(ChangeContent content, Optional<ChangeTemplate> approved) {
        return content.template()
                .flatMap(named -> misfit(content, named, approved))
                .map(misfit -> Decision.refuse("not-by-template", misfit));
    }

    private static Optional<String> misfit(
            ChangeContent content, TemplateRef named, Optional<ChangeTemplate> approved) {
        if (approved.isEmpty()) {
            return Optional.of("there is no approved template " + named.id());
        }
        ChangeTemplate template = approved.get();
        if (!template.ref().equals(named)) {
            return Optional.of("template " + named.id() + " was approved with hash "
                    + template.ref().hash() + ", but the change names " + named.hash());
        }
        if (!template.components().containsAll(content.components())
                || !content.services().isEmpty()) {
            return Optional.of("the template covers the components " + template.components() + " alone");
        }
        if (!template.plan().equals(content.plan()) || !template.backOut().equals(content.backOut())) {
            return Optional.of("plan and back-out plan must be the template's");
        }
        return Optional.empty();
    }
}
