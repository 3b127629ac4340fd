package dev.twinstack.api.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twinstack.scenarios.cloud.Json;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code twinstack env}: the environment that clients read. Needs no running twin, since ids follow from names. */
@Command(
        name = "env",
        header = "Prints the environment variables that point clients at a twin.",
        description = {
            "",
            "OS_* for Terraform, the openstack command and OpenStack SDKs, with user and password as well as access",
            "key and secret key; HUAWEICLOUD_SDK_* for the Huawei Cloud SDKs."
        },
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:printed, whether a twin is up or not", "2:an option is wrong"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  eval \"$(twinstack env)\"",
            "  twinstack env --shell fish --project eu-de_mine | source",
            "  twinstack env --shell powershell | Out-String | Invoke-Expression",
            "  twinstack env --endpoint http://10.0.0.5:4664 --json"
        })
final class EnvCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    @SuppressWarnings("UnusedVariable") // the command line reads it by reflection
    private HelpOption help = new HelpOption();

    @Option(
            names = "--shell",
            paramLabel = "sh|fish|powershell",
            defaultValue = "sh",
            description = "Whose syntax to use. Default: ${DEFAULT-VALUE}")
    private Shell shell = Shell.SH;

    @Option(names = "--json", description = "Print a JSON object instead.")
    private boolean json;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            converter = Ports.class,
            description = "Short for --endpoint http://127.0.0.1:PORT.")
    private @Nullable Integer port;

    @Mixin
    private TwinOptions twin = new TwinOptions();

    @Override
    public Integer call() {
        ClientSettings settings =
                port == null ? twin.settings() : twin.settings(URI.create("http://127.0.0.1:" + port));
        Map<String, String> variables = settings.variables();
        Terminal terminal = Terminal.of(spec);
        if (json) {
            ObjectNode object = Json.object();
            variables.forEach(object::put);
            terminal.out().println(Json.pretty(object));
        } else {
            variables.forEach((name, value) -> terminal.out().println(shell.set(name, value)));
        }
        terminal.out().flush();
        return 0;
    }
}
