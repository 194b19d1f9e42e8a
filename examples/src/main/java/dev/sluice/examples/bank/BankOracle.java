package dev.sluice.examples.bank;

import dev.sluice.examples.oracle.CommittedRows;
import dev.sluice.examples.oracle.ExactRows;
import dev.sluice.examples.oracle.Oracle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Books the same transfers one after the other. Every transfer must have been debited once and credited once, each side
 * of an account must have counted its postings without a gap, and the balances must be those of the plain computation.
 */
public final class BankOracle implements Oracle {
    private final long seed;
    private final int accounts;
    private final long transfers;

    /**
     * @param seed what the job was given
     * @param accounts the same
     * @param transfers the same
     */
    public BankOracle(long seed, int accounts, long transfers) {
        this.seed = seed;
        this.accounts = accounts;
        this.transfers = transfers;
    }

    @Override
    public Optional<String> firstDifference(Path output) throws IOException {
        List<Posting> postings = CommittedRows.read(output.resolve("postings"), Posting.HEADER).stream()
                .map(BankOracle::posting)
                .toList();
        Optional<String> lostOrDoubled = ExactRows.firstDifference(
                "postings",
                expectedPostings(),
                postings.stream().map(BankOracle::whatWasPosted).toList());
        if (lostOrDoubled.isPresent()) {
            return lostOrDoubled;
        }
        Optional<String> gap = firstGap(postings);
        if (gap.isPresent()) {
            return gap;
        }
        List<String> balances = CommittedRows.read(output.resolve("balances"), Balance.HEADER);
        Optional<String> wrong = ExactRows.firstDifference("balances", expectedBalances(), balances);
        return wrong.isPresent() ? wrong : notConserved(balances);
    }

    private List<String> expectedPostings() {
        List<String> rows = new ArrayList<>();
        for (long n = 0; n < transfers; n++) {
            Transfer transfer = Transfer.of(seed, accounts, n);
            rows.add(row(n, Side.DEBIT, transfer.from(), transfer.cents()));
            rows.add(row(n, Side.CREDIT, transfer.to(), transfer.cents()));
        }
        return rows;
    }

    private List<String> expectedBalances() {
        long[] changes = new long[accounts];
        boolean[] touched = new boolean[accounts];
        for (long n = 0; n < transfers; n++) {
            Transfer transfer = Transfer.of(seed, accounts, n);
            changes[transfer.from()] -= transfer.cents();
            changes[transfer.to()] += transfer.cents();
            touched[transfer.from()] = true;
            touched[transfer.to()] = true;
        }
        List<String> rows = new ArrayList<>();
        for (int account = 0; account < accounts; account++) {
            if (touched[account]) {
                rows.add(account + "," + (Balance.OPENING + changes[account]));
            }
        }
        return rows;
    }

    private static Posting posting(String row) {
        String[] cells = row.split(",");
        return new Posting(
                Long.parseLong(cells[0]),
                Side.valueOf(cells[1]),
                Integer.parseInt(cells[2]),
                Long.parseLong(cells[3]),
                Long.parseLong(cells[4]),
                Long.parseLong(cells[5]));
    }

    private static String whatWasPosted(Posting posting) {
        return row(posting.transfer(), posting.side(), posting.account(), posting.cents());
    }

    private static String row(long transfer, Side side, int account, long cents) {
        return transfer + "," + side + "," + account + "," + cents;
    }

    /** In which order a side's postings came is not known beforehand; that each built on the one before is. */
    private static Optional<String> firstGap(List<Posting> postings) {
        Map<String, List<Posting>> sides = new TreeMap<>();
        for (Posting posting : postings) {
            sides.computeIfAbsent(posting.account() + " " + posting.side(), key -> new ArrayList<>())
                    .add(posting);
        }
        for (List<Posting> side : sides.values()) {
            side.sort(Comparator.comparingLong(Posting::count));
            SideTotal total = SideTotal.NONE;
            for (Posting posting : side) {
                total = total.plus(posting.cents());
                if (posting.count() != total.count() || posting.total() != total.cents()) {
                    return Optional.of("postings: " + posting + " does not follow from those before it, which make "
                            + total + " with it");
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> notConserved(List<String> balances) {
        long sum = balances.stream()
                .mapToLong(row -> Long.parseLong(row.substring(row.indexOf(',') + 1)))
                .sum();
        long opening = balances.size() * Balance.OPENING;
        return sum == opening
                ? Optional.empty()
                : Optional.of("balances: they add up to " + sum + " cents, and began with " + opening);
    }
}
