package dev.twinstack.emulator.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.kernel.Cause;
import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Command;
import dev.twinstack.emulator.kernel.CommandSerializer;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Outcome;
import dev.twinstack.emulator.kernel.Resource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.SerializerDetails;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/**
 * Letters and answers between nodes, as JSON. Only what is listed here is ever written or read, commands by their stable
 * names. States do not travel: they are in the journal, where whoever asked finds them ({@link InJournal}).
 */
final class Letters extends SerializerWithStringManifest {
    /** The answer is the state of the entity that was asked, as the journal has it. */
    record InJournal() {}

    private static final int IDENTIFIER = 46_641;

    private static final String ASK = "ask";
    private static final String LET_GO = "let-go";
    private static final String LOCATE = "locate";
    private static final String HERE = "here";
    private static final String DONE = "done";
    private static final String REFUSED = "refused";
    private static final String FAILED = "failed";

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = DomainError.NotFound.class, name = "not-found"),
        @JsonSubTypes.Type(value = DomainError.Invalid.class, name = "invalid"),
        @JsonSubTypes.Type(value = DomainError.Conflict.class, name = "conflict"),
        @JsonSubTypes.Type(value = DomainError.InUse.class, name = "in-use"),
        @JsonSubTypes.Type(value = DomainError.Exhausted.class, name = "exhausted"),
        @JsonSubTypes.Type(value = DomainError.QuotaExceeded.class, name = "quota-exceeded")
    })
    private interface NamedErrors {}

    private final ObjectMapper mapper = JsonMapper.builder()
            .addMixIn(DomainError.class, NamedErrors.class)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private final ExtendedActorSystem system;
    private final CommandSerializer commands;
    private final Set<Class<?>> states;

    Letters(ExtendedActorSystem system, CommandSerializer commands, Collection<? extends Resource<?, ?, ?>> resources) {
        this.system = system;
        this.commands = commands;
        this.states =
                resources.stream().map(resource -> resource.type().state()).collect(Collectors.toSet());
    }

    static SerializerDetails details(
            ExtendedActorSystem system, CommandSerializer commands, Collection<? extends Resource<?, ?, ?>> resources) {
        return SerializerDetails.create(
                "twinstack-letters",
                new Letters(system, commands, resources),
                List.of(Letter.class, Letter.Here.class, Outcome.class));
    }

    @Override
    public int identifier() {
        return IDENTIFIER;
    }

    @Override
    public String manifest(Object message) {
        return switch (message) {
            case Letter.Ask ask -> ASK;
            case Letter.LetGo letGo -> LET_GO;
            case Letter.Locate locate -> LOCATE;
            case Letter.Here here -> HERE;
            case Outcome.Done done -> DONE;
            case Outcome.Refused refused -> REFUSED;
            case Outcome.Failed failed -> FAILED;
            default -> throw new IllegalArgumentException("does not travel: " + message.getClass());
        };
    }

    @Override
    public byte[] toBinary(Object message) {
        ObjectNode json = mapper.createObjectNode();
        switch (message) {
            case Letter.Ask(EntityRef entity, Command command, Cause cause, ActorRef<Outcome> replyTo) -> {
                json.put("entity", entity.toString()).put("replyTo", refs().toSerializationFormat(replyTo));
                put(json, command);
                if (cause.asked()) {
                    json.put("request", cause.request()).put("operation", cause.operation());
                }
            }
            case Letter.LetGo(EntityRef claimant, Claim.Hold hold) -> {
                json.put("claimant", claimant.toString())
                        .put("owner", hold.owner().toString());
                put(json, hold.release());
            }
            case Letter.Locate(String place, ActorRef<Letter.Here> replyTo) ->
                json.put("place", place).put("replyTo", refs().toSerializationFormat(replyTo));
            case Letter.Here(String endpoint) -> json.put("endpoint", endpoint);
            case Outcome.Done(Object answer) -> putAnswer(json, answer);
            case Outcome.Refused(DomainError error) -> json.set("error", mapper.valueToTree(error));
            case Outcome.Failed(String reason) -> json.put("reason", reason);
            default -> throw new IllegalArgumentException("does not travel: " + message.getClass());
        }
        return json.toString().getBytes(UTF_8);
    }

    private void put(ObjectNode json, Command command) {
        json.put("command", commands.name(command)).set("is", parse(commands.write(command)));
    }

    private void putAnswer(ObjectNode json, Object answer) {
        switch (answer) {
            case EntityRef ref -> json.put("ref", ref.toString());
            case IpRange range -> json.put("range", range.toString());
            case String text -> json.put("text", text);
            case List<?> ranges
            when ranges.stream().allMatch(IpRange.class::isInstance) ->
                ranges.forEach(range -> json.withArray("ranges").add(range.toString()));
            case Object state when states.contains(state.getClass()) -> json.put("state", true);
            default -> throw new IllegalArgumentException("an answer that does not travel: " + answer.getClass());
        }
    }

    @Override
    public Object fromBinary(byte[] bytes, String manifest) {
        JsonNode json = parse(bytes);
        return switch (manifest) {
            case ASK ->
                new Letter.Ask(
                        ref(json, "entity"),
                        command(json),
                        new Cause(text(json, "request"), text(json, "operation")),
                        refs().resolveActorRef(text(json, "replyTo")));
            case LET_GO ->
                new Letter.LetGo(
                        ref(json, "claimant"), new Claim.Hold(ref(json, "owner"), (Command.OnBehalf) command(json)));
            case LOCATE -> new Letter.Locate(text(json, "place"), refs().resolveActorRef(text(json, "replyTo")));
            case HERE -> new Letter.Here(text(json, "endpoint"));
            case DONE -> new Outcome.Done(answer(json));
            case REFUSED -> new Outcome.Refused(error(json.path("error")));
            case FAILED -> new Outcome.Failed(text(json, "reason"));
            default -> throw new IllegalArgumentException("another node sent a " + manifest + ", unknown here");
        };
    }

    private static Object answer(JsonNode json) {
        if (json.has("ref")) {
            return ref(json, "ref");
        }
        if (json.has("range")) {
            return IpRange.of(text(json, "range"));
        }
        if (json.has("text")) {
            return text(json, "text");
        }
        if (json.has("ranges")) {
            List<IpRange> ranges = new ArrayList<>();
            json.path("ranges").forEach(range -> ranges.add(IpRange.of(range.asText())));
            return List.copyOf(ranges);
        }
        return new InJournal();
    }

    private Command command(JsonNode json) {
        return commands.read(text(json, "command"), json.path("is").toString().getBytes(UTF_8));
    }

    private DomainError error(JsonNode json) {
        try {
            return mapper.treeToValue(json, DomainError.class);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read a refusal: " + unreadable.getMessage(), unreadable);
        }
    }

    private JsonNode parse(byte[] json) {
        try {
            return mapper.readTree(json);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("no JSON: " + unreadable.getMessage(), unreadable);
        }
    }

    private static String text(JsonNode json, String field) {
        return json.path(field).asText();
    }

    private static EntityRef ref(JsonNode json, String field) {
        return EntityRef.parse(text(json, field));
    }

    private ActorRefResolver refs() {
        return ActorRefResolver.get(Adapter.toTyped(system));
    }
}
