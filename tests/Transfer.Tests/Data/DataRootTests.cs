using ActorCompute.Arrays;
using ActorCompute.Transfer.Data;

namespace ActorCompute.Transfer.Tests.Data;

public sealed class DataRootTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _root;

    public DataRootTests()
    {
        Directory.CreateDirectory(_folder["root/inner"]);
        Directory.CreateDirectory(_folder["root-of-others"]);
        File.WriteAllText(_folder["root/inner/x.npy"], "");
        File.WriteAllText(_folder["secret"], "");
        _root = DataRoot.Check(_folder["root"]);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("inner/x.npy", "inner/x.npy")]
    [InlineData("./inner//x.npy", "inner/x.npy")]
    [InlineData("inner/../inner/x.npy", "inner/x.npy")]
    [InlineData("inner/to-be-written.npy", "inner/to-be-written.npy")]
    [InlineData("..x", "..x")]
    public void A_path_inside_is_found(string path, string expected) =>
        DataRoot.Resolve(_root, path).ShouldBe(Path.Combine(_root, expected));

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("../secret")]
    [InlineData("inner/../../secret")]
    [InlineData("inner/x.npy/../../../secret")]
    [InlineData("../root-of-others/x")]
    [InlineData("/etc/passwd")]
    [InlineData("x\0y")]
    public void A_path_that_leaves_is_refused(string path) => Refused(path);

    [Fact]
    public void Links_that_stay_inside_are_followed()
    {
        File.CreateSymbolicLink(_folder["root/link.npy"], "inner/x.npy");
        Directory.CreateSymbolicLink(_folder["root/folder"], _folder["root/inner"]);
        DataRoot.Resolve(_root, "link.npy").ShouldBe(Path.Combine(_root, "inner/x.npy"));
        DataRoot.Resolve(_root, "folder/x.npy").ShouldBe(Path.Combine(_root, "inner/x.npy"));
    }

    [Fact]
    public void A_file_of_this_process_has_a_name_if_it_lies_inside_by_whatever_way_it_is_reached()
    {
        Directory.CreateSymbolicLink(_folder["way"], _folder["root/inner"]);
        File.CreateSymbolicLink(_folder["root/out.npy"], _folder["secret"]);

        DataRoot.NameOf(_root, _folder["root/inner/x.npy"]).ShouldBe("inner/x.npy");
        DataRoot.NameOf(_root, _folder["root/to-be-written.npy"]).ShouldBe("to-be-written.npy");
        DataRoot.NameOf(_root, _folder["way/x.npy"]).ShouldBe("inner/x.npy");
        DataRoot.NameOf(_root, _folder["secret"]).ShouldBeNull();
        DataRoot.NameOf(_root, _folder["root-of-others/x"]).ShouldBeNull();
        DataRoot.NameOf(_root, _folder["root/out.npy"]).ShouldBeNull();
    }

    [Fact]
    public void Links_that_leave_are_refused_wherever_they_stand()
    {
        File.CreateSymbolicLink(_folder["root/relative"], "../secret");
        File.CreateSymbolicLink(_folder["root/absolute"], _folder["secret"]);
        Directory.CreateSymbolicLink(_folder["root/out"], "..");
        File.CreateSymbolicLink(_folder["root/chain"], "inner/next");
        File.CreateSymbolicLink(_folder["root/inner/next"], "../../secret");
        File.CreateSymbolicLink(_folder["root/nowhere"], "../not-there");
        foreach (string path in (string[])["relative", "absolute", "out/secret", "out", "chain", "nowhere"])
        {
            Refused(path);
        }
    }

    [Fact]
    public void A_link_to_a_sibling_through_a_link_is_seen()
    {
        // By names alone, out/../inner would be inner; the file system goes by the link's target.
        Directory.CreateDirectory(_folder["elsewhere/deep"]);
        Directory.CreateSymbolicLink(_folder["root/out"], _folder["elsewhere/deep"]);
        Refused("out/../inner");
    }

    [Fact]
    public void Links_in_a_circle_are_refused()
    {
        File.CreateSymbolicLink(_folder["root/a"], "b");
        File.CreateSymbolicLink(_folder["root/b"], "a");
        Refused("a");
    }

    [Fact]
    public void A_root_that_is_itself_a_link_works()
    {
        Directory.CreateSymbolicLink(_folder["alias"], _root);
        DataRoot.Resolve(_folder["alias"], "inner/x.npy").ShouldBe(Path.Combine(_root, "inner/x.npy"));
    }

    [Fact]
    public void A_missing_root_is_one_sentence() =>
        Should.Throw<ComputeException>(() => DataRoot.Check(_folder["none"]))
            .Message.ShouldStartWith($"the data root {_folder["none"]} is not a folder");

    private void Refused(string path)
    {
        ComputeException mistake = Should.Throw<ComputeException>(() => DataRoot.Resolve(_root, path));
        mistake.Message.ShouldStartWith($"'{path}' is not a path inside of the worker node's data root");
        mistake.Message.ShouldNotContain(_folder.Root);
    }
}
