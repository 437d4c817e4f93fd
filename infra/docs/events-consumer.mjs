// Reads spanwire.events as any program can: each event once, in the order of its stream (events-topic.md).
//
//     npm install kafkajs@2
//     node events-consumer.mjs spanwire-data          # a running infra/up; Ctrl-C ends it
//
// An optional second argument, a number, ends it after so many seconds without a new event.
import {readFileSync} from "node:fs";
import {join} from "node:path";
import kafkajs from "kafkajs";

const [folder = "spanwire-data", idleSeconds = "0"] = process.argv.slice(2);

/** A file of Java properties, as far as those of the data folder go. */
function properties(...path) {
    const lines = readFileSync(join(folder, ...path), "utf8").split("\n");
    const pairs = lines.filter((line) => /^[^#=]+=/.test(line)).map((line) => line.split(/=(.*)/s, 2));
    return Object.fromEntries(pairs);
}

function kafka() {
    const {broker} = properties("kafka", "ports.properties");
    const login = properties("kafka", "client.properties")["sasl.jaas.config"];
    const option = (name) => login.match(new RegExp(`${name}="([^"]*)"`))[1];
    return new kafkajs.Kafka({
        clientId: "events-consumer",
        brokers: [`127.0.0.1:${broker}`],
        sasl: {mechanism: "scram-sha-256", username: option("username"), password: option("password")},
        logLevel: kafkajs.logLevel.ERROR,
    });
}

/** A consumer that goes on later stores these with its own results, instead of Kafka's offsets. */
const positions = new Map();
const versions = new Map();
const counts = {events: 0, repeated: 0, gaps: 0};
let idle;

function endWhenIdle(consumer) {
    clearTimeout(idle);
    if (idleSeconds > 0) {
        idle = setTimeout(async () => {
            console.error(JSON.stringify(counts));
            await consumer.disconnect();
        }, idleSeconds * 1000);
    }
}

function isRepeated(partition, position) {
    const last = positions.get(partition) ?? 0n;
    if (position > last) {
        positions.set(partition, position);
        return false;
    }
    return true;
}

async function take({partition, message}) {
    const position = message.headers.position.readBigInt64BE();
    if (isRepeated(partition, position)) {
        counts.repeated++;
        return;
    }
    const stream = message.key.toString();
    const event = JSON.parse(message.value.toString());
    const before = versions.get(stream) ?? event.version - 1;
    versions.set(stream, event.version);
    counts.events++;
    counts.gaps += event.version === before + 1 ? 0 : 1;
    console.log(partition, position, stream, event.version, event.type, message.headers["content-type"].toString());
}

const consumer = kafka().consumer({groupId: `events-consumer-${process.pid}`});
await consumer.connect();
await consumer.subscribe({topics: ["spanwire.events"], fromBeginning: true});
await consumer.run({
    eachMessage: async (record) => {
        await take(record);
        endWhenIdle(consumer);
    },
});
endWhenIdle(consumer);
