import Search from "lucide-react/icons/search";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";

/** Narrows the list to addresses that contain what is typed; an ordinary form, so that it works without script. */
export function SearchForm({ search }: { search: string }) {
  return (
    <search>
      <form action="/dev/inbox" className="flex gap-2">
        <Input name="search" type="search" aria-label="Search by address" placeholder="Search by address" defaultValue={search} />
        <Button type="submit" variant="secondary" size="icon" aria-label="Search" className="size-11">
          <Search aria-hidden="true" className="size-4" />
        </Button>
      </form>
    </search>
  );
}
