package dev.twinstack.api.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class TableTest {
    private static String table(String json) throws IOException {
        JsonNode run = new ObjectMapper().readTree(json.replace('\'', '"'));
        return new Table(run).markdown();
    }

    @Test
    void saysOfAPeerThatCannotBeHadWhy() throws IOException {
        assertThat(table("{'peers':[{'peer':'floci','missing':'in no package registry'}]}"))
                .contains("| floci | not measured | in no package registry |")
                .doesNotContain("###");
    }

    @Test
    void showsRatesAndWhatIsMissingOfThem() throws IOException {
        assertThat(table("""
                {'peers':[{'peer':'a','version':'a 1','many':6300,'rates':{
                   'list among 10000':{'1':{'per_second':0.25,'p99_ms':3900,'answered':1,'failed':0},
                                       '64':{'per_second':0,'answered':0,'failed':0}}}},
                  {'peer':'b','broken':'it does not answer'}]}"""))
                .contains("| list among 10000, 1 at once | 0.250 (3,900; of 6300) | – |")
                .contains("| list among 10000, 64 at once | none in time | – |")
                .contains("**Broke off**: it does not answer");
    }

    @Test
    void showsWhatWasGivenTwice() throws IOException {
        assertThat(table("""
                {'peers':[{'peer':'a','kill':{'acknowledged':2000,'lost':7},'races':{
                   'address':{'rounds':10,'twice':0,'most':1,'other':0,'none':0},
                   'range':{'rounds':10,'twice':2,'most':16,'other':0,'none':0},
                   'crowd':{'rounds':10,'twice':1,'most':3,'other':10,'none':0},
                   'pool':{'rounds':10,'twice':1,'most':2,'other':0,'none':0,'given':320}}},
                  {'peer':'b','races':{'address':{'rounds':10,'twice':0,'most':0,'other':10,'none':10}}}]}"""))
                .contains("acknowledged networks lost | 7 of 2000 | – |")
                .contains("| one address of a subnet, by 16 | twice in 0 of 10 | gives another |")
                .contains("| one range of a network, by 16 | twice in 2 of 10, to 16 | – |")
                .contains("| any address of a /28, by 32 | twice in 1 of 10, to 3, outside it in 10 | – |")
                .contains("| any public address, by 32 | 1 twice of 320 | – |");
    }

    @Test
    void countsAddressesOn() {
        assertThat(Wire.address("10.0.0.0/16", 16 * 4095)).isEqualTo("10.0.255.240");
        assertThat(Wire.address("192.168.255.0/24", 256)).isEqualTo("192.169.0.0");
    }
}
