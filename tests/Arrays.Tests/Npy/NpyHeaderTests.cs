using ActorCompute.Arrays.Npy;
using static ActorCompute.Arrays.Tests.Npy.NpyFiles;

namespace ActorCompute.Arrays.Tests.Npy;

public class NpyHeaderTests
{
    [Theory]
    [InlineData("{'descr':'<f8','fortran_order':False,'shape':(3,)}")]
    [InlineData("{\"shape\": (3 , ) , \"fortran_order\" : False, \"descr\": \"<f8\"}   \n")]
    [InlineData(" {\n'descr': 'f8', 'fortran_order': False, 'shape': (3L,), }\n")]
    [InlineData("{'descr': '=f8', 'fortran_order': True, 'shape': (3,), }")]
    public void A_dictionary_written_in_another_way_is_read_all_the_same(string text)
    {
        NpyHeader header = NpyHeader.Parse(Make(text), "x.npy");
        header.Description.ToString().ShouldBe("float64 (3,)");
        header.IsTransposed.ShouldBeFalse();
    }

    [Theory]
    [InlineData("(2, 3)", true)]
    [InlineData("(1, 3)", false)]
    [InlineData("(3, 1, 1)", false)]
    [InlineData("(0, 3)", false)]
    [InlineData("()", false)]
    public void Fortran_order_matters_only_with_two_dimensions_that_are_not_1(string shape, bool isTransposed)
    {
        NpyHeader header = NpyHeader.Parse(Make(Text(order: "True", shape: shape)), "x.npy");
        header.IsFortranOrder.ShouldBeTrue();
        header.IsTransposed.ShouldBe(isTransposed);
    }

    [Theory]
    [InlineData("'<u8'", "uint64", ".astype('int64')")]
    [InlineData("'<f16'", "longdouble", ".astype('float64')")]
    [InlineData("'<c8'", "complex", ".real")]
    [InlineData("'|S3'", "strings", ".astype")]
    [InlineData("'<U7'", "strings", ".astype")]
    [InlineData("'|O'", "Python objects", ".astype")]
    [InlineData("'<M8[s]'", "datetimes", ".astype('int64')")]
    [InlineData("'<m8[ns]'", "time differences", ".astype('int64')")]
    [InlineData("'|V4'", "raw bytes", "fields")]
    [InlineData("[('a', '<f8'), ('b', '<i4')]", "records with fields", "save each field")]
    [InlineData("('<f8', (2,))", "records with fields", "save each field")]
    [InlineData("'|f8'", "unknown type '|f8'", ".astype")]
    [InlineData("'<f9'", "unknown type '<f9'", ".astype")]
    [InlineData("''", "unknown type ''", ".astype")]
    public void A_type_that_cannot_be_read_is_refused_by_name_with_what_to_do(
        string descr, string name, string advice)
    {
        string message = RefusalOf(Make(Text(descr)));
        message.ShouldContain(name);
        message.ShouldContain(advice);
    }

    [Theory]
    [InlineData("(-3,)", "negative dimension", 61)]
    [InlineData("(3, -3)", "negative dimension", 64)]
    [InlineData("(99999999999999999999,)", "63 bits", 61)]
    [InlineData("(4294967296, 4294967296)", "2^59", 60)]
    [InlineData("(9223372036854775807,)", "2^59", 60)]
    [InlineData("(3)", "tuple", 60)]
    [InlineData("(3 4)", "no ',' or ')'", 63)]
    [InlineData("(,)", "no number", 61)]
    [InlineData("(3.5,)", "no ',' or ')'", 62)]
    [InlineData("[3]", "'('", 60)]
    [InlineData("3", "'('", 60)]
    [InlineData("(3,", "no number", 63)]
    public void A_shape_that_is_none_is_refused_with_its_byte(string shape, string reason, int position)
    {
        string message = RefusalOf(Make(Text(shape: shape)));
        message.ShouldContain(reason);
        message.ShouldContain($"(byte {position})");
    }

    [Theory]
    [InlineData("", "its end where its header is to have '{'", 10)]
    [InlineData("[]", "byte 0x5b", 10)]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (3,), } x", "text after", 68)]
    [InlineData("{'descr': '<f8', 'descr': '<f8'}", "repeated key 'descr'", 27)]
    [InlineData("{'descr': '<f8', 'extra': 1}", "unexpected or repeated key 'extra'", 27)]
    [InlineData("{'descr': '<f8', 'fortran_order': 1}", "neither True nor False", 44)]
    [InlineData("{'descr': '<f8' 'shape': ()}", "'}'", 26)]
    [InlineData("{'descr': '<f8", "string without an end", 20)]
    [InlineData("{'descr': '\\x3cf8'}", "escape", 20)]
    [InlineData("{descr: '<f8'}", "no quote", 11)]
    [InlineData("{'descr' '<f8'}", "':'", 19)]
    public void Text_that_is_not_the_dictionary_is_refused_with_its_byte(
        string text, string reason, int position)
    {
        string message = RefusalOf(Make(text));
        message.ShouldContain(reason);
        message.ShouldContain($"(byte {position})");
    }

    [Theory]
    [InlineData("{'fortran_order': False, 'shape': (3,)}", "descr")]
    [InlineData("{'descr': '<f8', 'shape': (3,)}", "fortran_order")]
    [InlineData("{'descr': '<f8', 'fortran_order': False}", "shape")]
    public void A_missing_key_is_named(string text, string key) =>
        RefusalOf(Make(text)).ShouldContain($"no '{key}'");

    [Fact]
    public void A_version_3_header_is_UTF_8_and_says_so_if_it_is_not()
    {
        RefusalOf(Make("{'größe': 1}", version: 3)).ShouldContain("'größe'");
        byte[] broken = Make("{'gr__e': 1}", version: 3);
        broken[12 + 4] = 0xff;
        RefusalOf(broken).ShouldContain("not UTF-8");
        RefusalOf(Make("{'größe': 1}", version: 1)).ShouldContain("'größe'");
    }

    [Fact]
    public void More_dimensions_than_NumPy_has_are_refused()
    {
        string shape = $"({string.Concat(Enumerable.Repeat("1,", 65))})";
        RefusalOf(Make(Text(shape: shape))).ShouldContain("over 64 dimensions");
    }

    [Theory]
    [InlineData(4, 0)]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    public void An_unknown_version_is_refused_by_its_number(byte major, byte minor)
    {
        byte[] file = Make(Text());
        (file[6], file[7]) = (major, minor);
        RefusalOf(file).ShouldContain($"unknown .npy version {major}.{minor}");
    }

    [Fact]
    public void A_file_that_is_not_npy_says_from_which_byte_on()
    {
        RefusalOf([]).ShouldContain("is empty");
        RefusalOf("hello, world"u8).ShouldContain("byte 0");
        RefusalOf([0x93, .. "NUMPX"u8, 1, 0]).ShouldContain("byte 5");
        RefusalOf([0x93, .. "NUM"u8]).ShouldContain("byte 4");
        RefusalOf("PK\u0003\u0004"u8).ShouldContain(".npz archive");
    }

    [Fact]
    public void A_header_cut_off_anywhere_is_refused_with_the_byte_where_it_ends()
    {
        foreach (int version in (int[])[1, 2, 3])
        {
            byte[] file = Make(Text(), 24, version);
            int header = file.Length - 24;
            for (int length = 6; length < header; length++)
            {
                RefusalOf(file.AsSpan(0, length)).ShouldContain($"ends at byte {length}, within its header");
            }
        }
    }

    [Fact]
    public void A_header_that_claims_gigabytes_is_refused_before_anything_is_allocated_for_it()
    {
        byte[] file = Make(Text(), version: 2);
        BitConverter.TryWriteBytes(file.AsSpan(8), uint.MaxValue);
        long before = GC.GetAllocatedBytesForCurrentThread();
        RefusalOf(file).ShouldContain("4294967295 bytes");
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1 << 20);
    }

    [Fact]
    public void Control_characters_and_endless_strings_of_a_file_do_not_reach_the_message()
    {
        string message = RefusalOf(Make(Text($"'\n\u001b{new string('x', 5000)}'")));
        message.ShouldNotContain('\n');
        message.ShouldNotContain('\u001b');
        message.Length.ShouldBeLessThan(300);
    }

    private static string RefusalOf(ReadOnlySpan<byte> file)
    {
        byte[] copy = file.ToArray();
        var failure = Should.Throw<ComputeException>(() => NpyHeader.Parse(copy, "x.npy"));
        failure.Kind.ShouldBe(ErrorKind.InvalidFile);
        failure.Message.ShouldStartWith("the file x.npy ");
        return failure.Message;
    }
}
