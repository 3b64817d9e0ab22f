using DouyinIngest.Cli.Embedded;
using DouyinIngest.Pipeline.Topics;

namespace DouyinIngest.Tests.Server.Fakes;

/// <summary>What a service that lists its rooms itself needs: topics for events and for operators, none of a fleet's.</summary>
internal static class ServiceTopics
{
    /// <summary>One room whose look-up is refused at once, as settings.</summary>
    public static readonly string[] OneRoom = ["--Ingest:Rooms:0=732001", "--RoomInfo:UpstreamUrl=http://127.0.0.1:1"];

    public static void MakeIn(EmbeddedKafka kafka)
    {
        var names = new TopicNames(new KafkaOptions());
        foreach (var topic in (IEnumerable<string>)[.. names.Events, names.Status, names.DeadLetter])
        {
            kafka.CreateTopic(topic, 1);
        }
    }
}
