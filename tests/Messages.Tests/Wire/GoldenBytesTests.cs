using System.Reflection;
using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Arrays.Reductions;
using ActorCompute.Messages.Wire;

namespace ActorCompute.Messages.Tests.Wire;

/// <summary>
/// What version 1 of the wire looks like, byte by byte: these tests fail where another process of the same
/// version would no longer be understood. A line of GoldenBytes.txt is a message and its whole frame in
/// hexadecimal, a line of GoldenNumbers.txt a name and its number.
/// </summary>
public class GoldenBytesTests
{
    private static readonly Dictionary<string, string> s_golden = Read("GoldenBytes.txt");
    private static readonly Dictionary<string, string> s_numbers = Read("GoldenNumbers.txt");

    public static TheoryData<string> Messages => [.. Samples.All.Select(message => message.GetType().Name)];

    [Theory]
    [MemberData(nameof(Messages))]
    public void A_message_is_written_as_these_bytes(string name) =>
        Convert.ToHexString(Frames.Of(Sample(name))).ShouldBe(s_golden[name]);

    [Theory]
    [MemberData(nameof(Messages))]
    public void These_bytes_are_read_as_the_message(string name) =>
        Frames.Read(Convert.FromHexString(s_golden[name])).ShouldBeTheSameAs(Sample(name));

    [Fact]
    public void Every_tag_has_golden_bytes()
    {
        s_golden.Keys.ShouldBe(MessageTable.All.Select(message => message.Type.Name));
        foreach (WireMessage message in MessageTable.All)
        {
            Frames.HeaderOf(Convert.FromHexString(s_golden[message.Type.Name])).Tag.ShouldBe(message.Tag);
        }
    }

    [Theory]
    [InlineData(typeof(ConnectionProtocol))]
    [InlineData(typeof(DataProtocol))]
    [InlineData(typeof(MembershipProtocol))]
    [InlineData(typeof(WorkProtocol))]
    [InlineData(typeof(CallProtocol))]
    public void Every_message_that_processes_say_to_each_other_has_a_tag(Type protocol)
    {
        Type[] withinANode = [typeof(WorkProtocol.DrainWorker), typeof(WorkProtocol.WorkerDrained)];
        Type[] messages = [.. protocol.GetNestedTypes().Except(withinANode)];
        messages.ShouldNotBeEmpty();
        messages.ShouldAllBe(type => MessageTable.Find(type) != null);
    }

    /// <summary>A new name goes to the end of its enum; in between, it would renumber others.</summary>
    [Theory]
    [InlineData(typeof(Function))]
    [InlineData(typeof(ErrorKind))]
    [InlineData(typeof(Reduction))]
    [InlineData(typeof(DType))]
    [InlineData(typeof(ConnectionRole))]
    public void A_name_that_travels_as_a_number_keeps_it(Type names)
    {
        foreach (string name in Enum.GetNames(names))
        {
            string number = Enum.Format(names, Enum.Parse(names, name), "D");
            s_numbers.ShouldContainKeyAndValue($"{names.Name}.{name}", number);
        }
    }

    private static object Sample(string name) =>
        Samples.All.Single(message => message.GetType().Name == name);

    private static Dictionary<string, string> Read(string resource)
    {
        using Stream file = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!;
        using StreamReader lines = new(file);
        return lines.ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' '))
            .ToDictionary(line => line[0], line => line[1]);
    }
}
