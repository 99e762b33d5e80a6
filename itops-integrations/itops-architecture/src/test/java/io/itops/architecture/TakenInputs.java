package io.itops.architecture;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What is rightly taken though it looks like nonsense, each with its reason: a table, so that nothing else is taken unseen.
 *
 * @param values the names of the values; empty for all of them
 * @param calls who takes them, without the root package: a pattern for the call and its parameter
 * @param why why that is right
 */
record TakenInputs(Set<String> values, Pattern calls, String why) {
    private static final Set<String> BLANK = Set.of("blank text", "empty text");
    private static final Set<String> LARGEST = Set.of("largest int", "largest long");
    private static final Set<String> NUMBERS = Set.of("NaN", "infinity", "minus infinity");
    private static final Set<String> ALL = Set.of();

    static final List<TakenInputs> TABLE = List.of(
            row(ALL, "core\\.(SafeText|Words)\\..*", "made to say anything to people, whole or shortened"),
            row(
                    ALL,
                    "core\\.(Require\\..*|InvalidDefinitionException\\$Problem\\.new.*)",
                    "says what was wrong with an input in the words it is given"),
            row(
                    ALL,
                    "(core\\.IdSource|incident\\.metrics\\.(Resampling|CostSimulation))\\.seeded.*",
                    "any number is a seed"),
            row(
                    ALL,
                    "core\\.(delivery\\.DeliveryResult|work\\.JobOutcome\\$(Retry|Park))\\..*",
                    "the words of receivers and handlers are shortened, and their pauses cut, never refused: that would lose the outcome"),
            row(
                    ALL,
                    "(core\\.(lifecycle\\.Outcome\\$Refused|work\\.ParkedJob|journal\\.(StoredEvent|AuditReport\\$Finding)|store\\.CommitResult"
                            + "|store\\.Query\\$Position)|monitoring\\.(eval\\.EvalResult\\$(Failure|Text|Scalar)|rule\\.RuleVerdict\\$(Failed|Change)))"
                            + "\\.new.*",
                    "an answer, made by the SDK or a store and given to nobody who keeps it"),
            row(
                    ALL,
                    "prometheus\\.promqltest\\.((EvalFailure|FileReport)\\.new|PromqlTest\\.run\\[String, String).*",
                    "a report about a file, whatever the file says: what is no statement is a failure with its line"),
            row(
                    ALL,
                    "(monitoring\\.expr\\.Selector\\.offset|core\\.time\\.(Windows?|Recurrence|BusinessCalendar)\\.(contains|at|next|shift|isActive|isOpen|workingTime)|change\\.workflow\\.Delegations\\.(at|open|without)|incident\\.review\\.Timeline\\.of"
                            + "|monitoring\\.(expr\\.Function\\.find|metric\\.(Labels\\.get|Labels\\$Builder\\.remove|MetricStore\\.(holds|similarNames|unmet)"
                            + "|Names\\.(isPlain.*|label|quoted)|StaleMarker\\.is))|core\\.store\\.StoredRecord\\.index"
                            + "|change\\.suspect\\.SuspectModel\\.(nearness|recency))\\[.*",
                    "a question: what does not exist is not found"),
            row(
                    BLANK,
                    "(incident\\.(workflow\\.(IncidentCommand\\$(Close|Mitigate|Reopen|Resolve|Unacknowledge)|EscalationCommand\\$Escalate|PlacementCommand\\$(Accept|Requeue|Resume)|RebaseEscalation|FamilyCommand\\$(MergeInto|Split|Unmerge))|review\\.ActionItemCommand\\$Complete)"
                            + "|change\\.workflow\\.ChangeCommand\\$Finish|core\\.(delivery\\.(Notification|DisabledDestination)|time\\.CalendarEvent))\\.new.*",
                    "a note that may be left out"),
            row(
                    BLANK,
                    "(monitoring\\.(eval\\.Semantics|expr\\.(Expressions\\.(eq|notEq|matching|notMatching|text)|StringLiteral)|metric\\.(Labels|Labels\\$Builder|Matcher)"
                            + "|rule\\.RuleGroup\\$Builder\\.label)"
                            + "|core\\.(record\\.Tree\\$Text|store\\.IndexValue))[.\\[].*",
                    "data: label values and texts may be blank, and label names of blanks are names since UTF-8 came to Prometheus"),
            row(
                    NUMBERS,
                    "monitoring\\.(eval\\.Sample|expr\\.(Expr\\.(above|below|at(Least|Most)|(notE|e)qualTo|times)|Expressions\\.(number|vector)|NumberLiteral)|metric\\.(MetricStore|SeriesAppender)\\.append|rule\\.(Alert|AlertCommand))[.\\[].*",
                    "data: samples and literals may be any double"),
            row(BLANK, "incident\\.workflow\\.Hold\\.forVendor.*", "a note that may be left out"),
            row(
                    Set.of("negative duration"),
                    "incident\\.sla\\.SlaClock\\.new.*",
                    "the offset of a clock whose start is not retroactive"),
            row(
                    Set.of("minus one"),
                    "core\\.time\\.((MonthDays|Weekday)\\.new|RecurringDays\\$Builder\\.daysOfMonth).*",
                    "counted from the last day or week of a month"),
            row(
                    Set.of("least long", "minus one", "largest long"),
                    "(core\\.(record\\.Tree\\.num|store\\.IndexValue\\.of)|monitoring\\.metric\\.(MetricStore|SeriesAppender)\\.append)\\[.*",
                    "data: any number"),
            row(
                    Set.of("text of 2 MB"),
                    "core\\.record\\.Tree\\$Text\\.new.*",
                    "the tree of a record is held to its limits as a whole, when it is written"),
            row(
                    Set.of("blank text", "empty text", "text with NUL", "half a character"),
                    "core\\.store\\.(Job\\.(new|inLane|timer)|StoredRecord\\.new)\\[.*",
                    "a text below the records: the canonical writer has checked it"),
            row(
                    LARGEST,
                    "core\\.(Limits\\.backOff|catalog\\.BlastRadius\\$AffectedService|delivery\\.(Delivery|Notification)|journal\\.(ConsistencyProof|InclusionProof|Journal|JournalQuery)"
                            + "|record\\.JsonLimits|store\\.(Claim|Commit\\$(Builder|Expect)|Completion|StoredRecord)).*",
                    "a count, a version or a position: none is too large"),
            row(
                    BLANK,
                    "incident\\.problem\\.(ProblemCommand\\$(Close|Hold|Queue|Resolve|Unlink)\\.new|(ProblemHold|ProblemStatement|Resolution)\\.new|Problems\\.import).*",
                    "a note that may be left out"),
            row(
                    LARGEST,
                    "incident\\.(problem\\.Problem|communication\\.PublicUpdate|knowledge\\.Knowledge(Hit|Version))\\.new.*",
                    "a count or a position: none is too large"),
            row(
                    BLANK,
                    "incident\\.request\\.(RequestCommand\\$(Approve|Close|CompleteStep|Requeue)|RequestVote)\\.new.*",
                    "a note that may be left out"),
            row(
                    ALL,
                    "incident\\.request\\.FieldType\\$\\w+\\.broken.*",
                    "a question about an answer, whatever that says"),
            row(
                    LARGEST,
                    "incident\\.(escalation\\.StepPosition|review\\.TimelineEntry|workflow\\.(Incident|IncidentSeries|Circumstances|Escalation|Merge))\\.new.*",
                    "a count or a position: none is too large"),
            row(
                    BLANK,
                    "incident\\.review\\.(Evidence\\.(new|of)|LessonCommand\\$Complete\\.new).*",
                    "a remark that may be left out"),
            row(
                    LARGEST,
                    "incident\\.review\\.(Agreement|Review|ReviewCommand\\$Agree|LessonCheck\\$Change|ReviewFacts)\\.new.*",
                    "a version or a position: none is too large"),
            row(
                    BLANK,
                    "incident\\.communication\\.(ResponseCommand\\$(Assign|Relinquish)|RoleTenure)\\.new.*",
                    "a note that may be left out"),
            row(LARGEST, "incident\\.communication\\.(AudienceClock|Response)\\.new.*", "a count: none is too large"),
            row(
                    Set.of("text with NUL"),
                    "core\\.Secret\\.of.*",
                    "a secret may be any characters; whoever uses it says what it needs"),
            row(
                    ALL,
                    "prometheus\\.template\\.Expansion\\$(Text|Failed)\\.new.*",
                    "an answer, made by an expansion and given to nobody who keeps it"),
            row(
                    Set.of("blank text", "empty text", "text with NUL", "half a character"),
                    "prometheus\\.(template\\.(Template\\.parse|TemplateExpander\\.expand)|text\\.TextFormat\\.parse|rulefile\\.RuleFile\\.(parse|check)).*",
                    "a text that is read by its own rules: nothing at all is a template and an exposition without samples"),
            row(
                    ALL,
                    "prometheus\\.(rulefile\\.(FileProblem|FileWarning)|ruletest\\.(Mismatch|GroupReport))\\.new.*",
                    "says what was wrong with an input in the words it is given"),
            row(
                    ALL,
                    "prometheus\\.rulefile\\.IncidentFile\\.parse.*",
                    "a report about a file, whatever the file says: what is wrong with it is a problem with its line"),
            row(LARGEST, "prometheus\\.rulefile\\.Position\\.new.*", "a position: none is too large"),
            row(
                    ALL,
                    "prometheus\\.text\\.TextFormat\\.ofContentType.*",
                    "a question: what does not exist is not found"),
            row(
                    BLANK,
                    "prometheus\\.(template\\.(TemplateData\\.withExternal|TemplateExpander\\.new)|rulefile\\.RuleFileOptions\\$Builder\\.(external|groupPrefix)|text\\.MetricMetadata\\.new|scrape\\.ScrapeResult\\.new).*",
                    "a text that may be left out"),
            row(
                    NUMBERS,
                    "prometheus\\.(template\\.TemplateData\\.of|text\\.ExposedSample\\.new).*",
                    "data: samples may be any double"),
            row(LARGEST, "monitoring\\.promql\\.Position\\.new.*", "a place in a text: none is too far"),
            row(
                    ALL,
                    "notifiers\\.webhook\\.InboundRequest\\.new.*",
                    "what came over the wire is taken as it is, and judged by the endpoint"));

    private static TakenInputs row(Set<String> values, String calls, String why) {
        return new TakenInputs(values, Pattern.compile(calls), why);
    }

    boolean covers(String value, String call) {
        return (values.isEmpty() || values.contains(value))
                && calls.matcher(call).matches();
    }

    /** What was taken and stands in no row. */
    static List<String> unexplained(Map<String, Set<String>> taken) {
        return pairs(taken)
                .filter(pair -> TABLE.stream().noneMatch(row -> row.covers(pair.value, pair.call)))
                .map(pair -> pair.call + " takes " + pair.value)
                .toList();
    }

    /** The rows that cover something of what was taken. */
    static Set<String> used(Map<String, Set<String>> taken) {
        Set<String> used = new TreeSet<>();
        pairs(taken)
                .forEach(pair -> TABLE.stream()
                        .filter(row -> row.covers(pair.value, pair.call))
                        .forEach(row -> used.add(row.calls.pattern())));
        return used;
    }

    private record Pair(String value, String call) {}

    private static Stream<Pair> pairs(Map<String, Set<String>> taken) {
        return taken.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream()
                        .map(call ->
                                new Pair(entry.getKey(), call.substring(ProjectModule.ROOT_PACKAGE.length() + 1))));
    }
}
