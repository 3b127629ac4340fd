package dev.twinstack.api.keypair;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.twinstack.api.dialect.Dates;
import dev.twinstack.api.dialect.Microversion;
import dev.twinstack.api.dialect.Nova;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.api.http.Text;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.keypair.KeyPair;
import dev.twinstack.emulator.keypair.KeyRing;
import dev.twinstack.emulator.keypair.KeyRingCommand;
import dev.twinstack.emulator.keypair.RsaPair;
import dev.twinstack.emulator.keypair.SshPublicKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Key pairs in native Nova. Source: ECS API reference, "Key and Password Management". */
public final class KeyPairNova {
    private static final String ALL = "/v2.1/{project_id}/os-keypairs";
    private static final String ONE = ALL + "/{keypair_name}";

    public static final List<Endpoint> ENDPOINTS = List.of(
            Nova.post("NovaCreateKeypair", ALL, KeyPairNova::create),
            Nova.get("NovaListKeypairs", ALL, KeyPairNova::list),
            Nova.get("NovaShowKeypair", ONE, KeyPairNova::show),
            Nova.delete("NovaDeleteKeypair", ONE, KeyPairNova::delete));

    private static final Text NAME = new Text(
            1,
            255,
            Pattern.compile("[A-Za-z0-9@._-]+( +[A-Za-z0-9@._-]+)*"),
            "letters, digits, @, periods, underscores, hyphens, and spaces between them");
    /** The reference's limit, in bytes. */
    private static final int LONGEST_KEY = 1024;

    private static final String SSH = "ssh";

    private KeyPairNova() {}

    /** What a pair looks like when it is made and in lists; only a new one shows its private key. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Brief(
            String name,
            String publicKey,
            String fingerprint,
            @Nullable String privateKey,
            @Nullable String userId,
            @Nullable String type) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    private record Detail(
            int id,
            String name,
            String publicKey,
            String fingerprint,
            String userId,
            String createdAt,
            @Nullable String updatedAt,
            @Nullable String deletedAt,
            boolean deleted,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String type) {}

    /** {@return the caller's key pairs, all of them, whichever project they were made in} */
    private static CompletionStage<Optional<KeyRing>> ring(RequestContext rq) {
        return rq.cloud()
                .region(KeyRing.TYPE)
                .thenApply(region -> region.find(KeyRing.TYPE, rq.caller().userId()));
    }

    /** Fails with {@link Rejected} if the caller has no key pair of that name; a blank name is none. */
    public static CompletionStage<String> mustExist(RequestContext rq, String name) {
        return name.isEmpty()
                ? CompletableFuture.completedStage(name)
                : find(rq, name).thenApply(KeyPair::name);
    }

    private static CompletionStage<KeyPair> find(RequestContext rq, String name) {
        return ring(rq).thenApply(ring ->
                ring.flatMap(found -> found.pair(name)).orElseThrow(() -> Rejected.notFound("keypair", name)));
    }

    private static @Nullable String type(RequestContext rq) {
        return Microversion.of(rq).typesKeyPairs() ? SSH : null;
    }

    private static CompletionStage<Answer> create(RequestContext rq) {
        Body body = rq.body().object("keypair");
        String name = body.text("name", NAME);
        if (!body.text("type", Text.oneOf(SSH, "x509"), SSH).equals(SSH)) {
            return Nova.DIALECT
                    .fault(501, "Key pairs of type x509 are not emulated.")
                    .now();
        }
        ownUserOnly(rq, body.maybeText("user_id", Text.ID));
        Optional<String> imported =
                body.maybeText("public_key", Text.upTo(Integer.MAX_VALUE)).filter(key -> !key.isEmpty());
        return imported.isPresent()
                ? add(rq, name, parsed(body.path("public_key"), imported.get()), null)
                : CompletableFuture.supplyAsync(RsaPair::generate)
                        .thenCompose(pair -> add(rq, name, pair.publicKey(), pair.privateKey()));
    }

    private static SshPublicKey parsed(String field, String line) {
        if (line.length() > LONGEST_KEY) {
            throw Rejected.field(field, "must be at most " + LONGEST_KEY + " bytes long");
        }
        return SshPublicKey.parse(line)
                .orElseThrow(() -> Rejected.field(field, "is no public key in OpenSSH's format"));
    }

    /** Other users' key pairs are the administrator's to see. Source: Nova's API history, 2.10. */
    private static void ownUserOnly(RequestContext rq, Optional<String> user) {
        if (Microversion.of(rq).namesKeyPairUsers()
                && user.filter(id -> !id.equals(rq.caller().userId())).isPresent()) {
            throw new Rejected(new DomainError.Invalid(
                    Nova.FORBIDDEN, "user_id", "Only an administrator sees the key pairs of other users."));
        }
    }

    private static CompletionStage<Answer> add(
            RequestContext rq, String name, SshPublicKey key, @Nullable String privateKey) {
        String user = rq.caller().userId();
        int status = Microversion.of(rq).typesKeyPairs() ? 201 : 200;
        return rq.ask(KeyRing.ref(user), new KeyRingCommand.Add(name, key), KeyRing.class)
                .thenApply(ring -> Answer.of(
                        status,
                        Map.of("keypair", new Brief(name, key.line(), key.fingerprint(), privateKey, user, type(rq)))));
    }

    private static CompletionStage<Answer> list(RequestContext rq) {
        ownUserOnly(rq, rq.query("user_id"));
        String marker = rq.query("marker").orElse("");
        long limit = rq.query("limit").map(KeyPairNova::limit).orElse(Long.MAX_VALUE);
        return ring(rq).thenApply(ring -> {
            Stream<KeyPair> pairs = ring.stream()
                    .flatMap(found -> found.pairs().values().stream())
                    .filter(pair -> pair.name().compareTo(marker) > 0);
            return Answer.ok(Map.of(
                    "keypairs",
                    pairs.limit(limit)
                            .map(pair -> Map.of("keypair", brief(rq, pair)))
                            .toList()));
        });
    }

    private static long limit(String text) {
        if (!text.matches("[0-9]{1,9}")) {
            throw Rejected.field("limit", "must be a whole number");
        }
        return Long.parseLong(text);
    }

    private static Brief brief(RequestContext rq, KeyPair pair) {
        return new Brief(pair.name(), pair.publicKey(), pair.fingerprint(), null, null, type(rq));
    }

    private static CompletionStage<Answer> show(RequestContext rq) {
        ownUserOnly(rq, rq.query("user_id"));
        return find(rq, rq.path("keypair_name"))
                .thenApply(pair -> Answer.ok(Map.of(
                        "keypair",
                        new Detail(
                                pair.number(),
                                pair.name(),
                                pair.publicKey(),
                                pair.fingerprint(),
                                rq.caller().userId(),
                                Dates.micros(pair.createdAt()),
                                null,
                                null,
                                false,
                                type(rq)))));
    }

    private static CompletionStage<Answer> delete(RequestContext rq) {
        ownUserOnly(rq, rq.query("user_id"));
        int status = Microversion.of(rq).typesKeyPairs() ? 204 : 202;
        KeyRingCommand remove = new KeyRingCommand.Remove(rq.path("keypair_name"));
        return rq.ask(KeyRing.ref(rq.caller().userId()), remove, KeyRing.class)
                .thenApply(ring -> Answer.of(status, Answer.NONE));
    }
}
