/// The log: Kafka, ours or the operator's, and the one topic that carries blocks.
///
/// [io.arxos.cloud.log.EmbeddedKafka] is a broker and controller inside this process;
/// [io.arxos.cloud.log.BlockLog] is what blocks are put on, and [io.arxos.cloud.log.LogReader] how
/// they are read again: who writes, who reads, where it begins and ends.
/// [io.arxos.cloud.log.KafkaLog] is the topic `blocks` of that or any other cluster; only it and
/// its reader know Kafka, so that everything behind them runs over any log.
///
/// A record is one block as the gateway sent it, or one gap record; key: gateway; partition: by
/// building, so that one partition holds all of a building in order. The number of partitions is
/// fixed when the topic is made.
///
/// Why a log that does not sync to disk may carry data that must not be lost: nobody is answered
/// from the log. A gateway keeps a block until the store has it, and sends it again when the log
/// has lost it.
@org.jspecify.annotations.NullMarked
package io.arxos.cloud.log;
