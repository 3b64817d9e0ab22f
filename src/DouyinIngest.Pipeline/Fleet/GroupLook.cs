using Confluent.Kafka;
using Confluent.Kafka.Admin;
using DouyinIngest.Pipeline.Topics;
using Microsoft.Extensions.Options;

namespace DouyinIngest.Pipeline.Fleet;

/// <summary>Asks the brokers who else is in the group.</summary>
internal sealed class GroupLook(IOptions<FleetOptions> fleet, IOptions<KafkaOptions> kafka)
{
    private static readonly TimeSpan AskTimeout = TimeSpan.FromSeconds(2);

    /// <summary>Members that are no instances of the service, as client id and host; none when it cannot be told.</summary>
    public async Task<IReadOnlyList<string>> StrangersAsync()
    {
        try
        {
            return Strangers(await MembersAsync());
        }
        catch (KafkaException)
        {
            return [];
        }
    }

    /// <summary>Whether anybody else could take our rooms over; yes when it cannot be told.</summary>
    public async Task<bool> HasOthersAsync(string instance)
    {
        try
        {
            return (await MembersAsync()).Any(member => !FleetInstance.IsInGroup(member.GroupInstanceId, instance));
        }
        catch (KafkaException)
        {
            return true;
        }
    }

    internal static IReadOnlyList<string> Strangers(IEnumerable<MemberDescription> members)
        => [.. members.Where(member => !string.Equals(member.ClientId, GroupMember.ClientId, StringComparison.Ordinal)).Select(member => $"{member.ClientId} at {member.Host}")];

    private async Task<IReadOnlyList<MemberDescription>> MembersAsync()
    {
        using var admin = new AdminClientBuilder(ClientSettings.ForAdmin(kafka.Value)).SetLogHandler(static (_, _) => { }).SetErrorHandler(static (_, _) => { }).Build();
        var told = await admin.DescribeConsumerGroupsAsync([fleet.Value.Group], new DescribeConsumerGroupsOptions { RequestTimeout = AskTimeout });
        return [.. told.ConsumerGroupDescriptions.SelectMany(group => group.Members)];
    }
}
